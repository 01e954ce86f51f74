using Sojourn.AspNetCore.Attacks;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Kits;

namespace Sojourn.AspNetCore.OverBody;

public sealed class CutOffTests() : CutOffSuite(new BodyKit());

public sealed class OutageTests() : OutageSuite(new BodyKit());

public sealed class ReplayTests() : ReplaySuite(new BodyKit());

public sealed class FixationTests() : FixationSuite(new BodyKit());

public sealed class StepUpTests() : StepUpSuite(new BodyKit());

public sealed class ExpiryTests() : ExpirySuite(new BodyKit());

public sealed class FailureTests() : FailureSuite(new BodyKit());

public sealed class TwoNodesTests() : TwoNodesSuite(new BodyKit());

public sealed class SuspensionTests() : SuspensionSuite(new BodyKit());
