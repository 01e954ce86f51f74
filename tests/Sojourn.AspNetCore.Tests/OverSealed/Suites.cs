using Sojourn.AspNetCore.Attacks;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Kits;

namespace Sojourn.AspNetCore.OverSealed;

public sealed class CachingTests() : CachingSuite(new SealedKit());

public sealed class CrossSiteTests() : CrossSiteSuite(new SealedKit());

public sealed class CutOffTests() : CutOffSuite(new SealedKit());

public sealed class DeviceTests() : DeviceSuite(new SealedKit());

public sealed class DisclosureTests() : DisclosureSuite(new SealedKit());

public sealed class EndpointTests() : EndpointSuite(new SealedKit());

public sealed class EndpointFuzzTests() : EndpointFuzzSuite(new SealedKit());

public sealed class EventStreamTests() : EventStreamSuite(new SealedKit());

public sealed class ExpiryTests() : ExpirySuite(new SealedKit());

public sealed class FailureTests() : FailureSuite(new SealedKit());

public sealed class FixationTests() : FixationSuite(new SealedKit());

public sealed class ForgeryTests() : ForgerySuite(new SealedKit());

public sealed class HubTests() : HubSuite(new SealedKit());

public sealed class IdentityTests() : IdentitySuite(new SealedKit());

public sealed class LoggingTests() : LoggingSuite(new SealedKit());

public sealed class LongRequestTests() : LongRequestSuite(new SealedKit());

public sealed class OutageTests() : OutageSuite(new SealedKit());

public sealed class ReplayTests() : ReplaySuite(new SealedKit());

public sealed class SchemeTests() : SchemeSuite(new SealedKit());

public sealed class SignInTests() : SignInSuite(new SealedKit());

public sealed class StepUpTests() : StepUpSuite(new SealedKit());

public sealed class TwoNodesTests() : TwoNodesSuite(new SealedKit());

public sealed class SuspensionTests() : SuspensionSuite(new SealedKit());
