using Sojourn.AspNetCore.Attacks;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Kits;

namespace Sojourn.AspNetCore.OverBearer;

public sealed class CachingTests() : CachingSuite(new BearerKit());

public sealed class CrossSiteTests() : CrossSiteSuite(new BearerKit());

public sealed class CutOffTests() : CutOffSuite(new BearerKit());

public sealed class DeviceTests() : DeviceSuite(new BearerKit());

public sealed class DisclosureTests() : DisclosureSuite(new BearerKit());

public sealed class EndpointTests() : EndpointSuite(new BearerKit());

public sealed class EndpointFuzzTests() : EndpointFuzzSuite(new BearerKit());

public sealed class EventStreamTests() : EventStreamSuite(new BearerKit());

public sealed class ExpiryTests() : ExpirySuite(new BearerKit());

public sealed class FailureTests() : FailureSuite(new BearerKit());

public sealed class FixationTests() : FixationSuite(new BearerKit());

public sealed class ForgeryTests() : ForgerySuite(new BearerKit());

public sealed class HubTests() : HubSuite(new BearerKit());

public sealed class IdentityTests() : IdentitySuite(new BearerKit());

public sealed class LoggingTests() : LoggingSuite(new BearerKit());

public sealed class LongRequestTests() : LongRequestSuite(new BearerKit());

public sealed class OutageTests() : OutageSuite(new BearerKit());

public sealed class ReplayTests() : ReplaySuite(new BearerKit());

public sealed class SchemeTests() : SchemeSuite(new BearerKit());

public sealed class SignInTests() : SignInSuite(new BearerKit());

public sealed class StepUpTests() : StepUpSuite(new BearerKit());

public sealed class TwoNodesTests() : TwoNodesSuite(new BearerKit());

public sealed class SuspensionTests() : SuspensionSuite(new BearerKit());
