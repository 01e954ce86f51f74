using Sojourn.AspNetCore.Attacks;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Kits;

namespace Sojourn.AspNetCore.OverCookie;

public sealed class CachingTests() : CachingSuite(new CookieKit());

public sealed class CrossSiteTests() : CrossSiteSuite(new CookieKit());

public sealed class CutOffTests() : CutOffSuite(new CookieKit());

public sealed class DeviceTests() : DeviceSuite(new CookieKit());

public sealed class DisclosureTests() : DisclosureSuite(new CookieKit());

public sealed class EndpointTests() : EndpointSuite(new CookieKit());

public sealed class EndpointFuzzTests() : EndpointFuzzSuite(new CookieKit());

public sealed class EventStreamTests() : EventStreamSuite(new CookieKit());

public sealed class ExpiryTests() : ExpirySuite(new CookieKit());

public sealed class FailureTests() : FailureSuite(new CookieKit());

public sealed class FixationTests() : FixationSuite(new CookieKit());

public sealed class ForgeryTests() : ForgerySuite(new CookieKit());

public sealed class HubTests() : HubSuite(new CookieKit());

public sealed class IdentityTests() : IdentitySuite(new CookieKit());

public sealed class LoggingTests() : LoggingSuite(new CookieKit());

public sealed class LongRequestTests() : LongRequestSuite(new CookieKit());

public sealed class OutageTests() : OutageSuite(new CookieKit());

public sealed class ReplayTests() : ReplaySuite(new CookieKit());

public sealed class SchemeTests() : SchemeSuite(new CookieKit());

public sealed class SignInTests() : SignInSuite(new CookieKit());

public sealed class StepUpTests() : StepUpSuite(new CookieKit());

public sealed class TwoNodesTests() : TwoNodesSuite(new CookieKit());

public sealed class SuspensionTests() : SuspensionSuite(new CookieKit());
