using Sojourn.Testing.Conformance;

namespace Sojourn.InMemory;

public sealed class CreationTests : CreationSuite<InMemoryFixture>;

public sealed class LookupTests : LookupSuite<InMemoryFixture>;

public sealed class RenewalTests : RenewalSuite<InMemoryFixture>;

public sealed class RotationTests : RotationSuite<InMemoryFixture>;

public sealed class EndingTests : EndingSuite<InMemoryFixture>;

public sealed class SubjectIndexTests : SubjectIndexSuite<InMemoryFixture>;

public sealed class ExpiryTests : ExpirySuite<InMemoryFixture>;

public sealed class ConcurrencyTests : ConcurrencySuite<InMemoryFixture>;

public sealed class PayloadTests : PayloadSuite<InMemoryFixture>;

public sealed class CancellationTests : CancellationSuite<InMemoryFixture>;

public sealed class LimitsTests : LimitsSuite<InMemoryFixture>;

public sealed class CutOffsTests : CutOffsSuite<InMemoryFixture>;

public sealed class ChangeFeedTests : ChangeFeedSuite<InMemoryFixture>;

public sealed class KeyRingTests : KeyRingSuite<InMemoryFixture>;

public sealed class ClockTests : ClockSuite<InMemoryFixture>;

public sealed class ModelTests : ModelSuite<InMemoryFixture>;

public sealed class CompletenessTests
{
    [Fact]
    public void Every_suite_is_derived() => ConformanceSuites.AssertComplete<InMemoryFixture>(typeof(InMemoryFixture).Assembly);
}
