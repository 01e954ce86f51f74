using Snippets;
using Sojourn.Testing.Conformance;

namespace Sojourn.Convention.Example;

// The store that the guide shows passes the suites that the guide recommends.
public sealed class CreationTests : CreationSuite<MyStoreFixture>;

public sealed class LookupTests : LookupSuite<MyStoreFixture>;

public sealed class RenewalTests : RenewalSuite<MyStoreFixture>;

public sealed class RotationTests : RotationSuite<MyStoreFixture>;

public sealed class EndingTests : EndingSuite<MyStoreFixture>;

public sealed class SubjectIndexTests : SubjectIndexSuite<MyStoreFixture>;

public sealed class ExpiryTests : ExpirySuite<MyStoreFixture>;

public sealed class ConcurrencyTests : ConcurrencySuite<MyStoreFixture>;

public sealed class PayloadTests : PayloadSuite<MyStoreFixture>;

public sealed class CancellationTests : CancellationSuite<MyStoreFixture>;

public sealed class LimitsTests : LimitsSuite<MyStoreFixture>;

public sealed class CutOffsTests : CutOffsSuite<MyStoreFixture>;

public sealed class KeyRingTests : KeyRingSuite<MyStoreFixture>;

public sealed class ClockTests : ClockSuite<MyStoreFixture>;

public sealed class ModelTests : ModelSuite<MyStoreFixture>;

public sealed class CompletenessTests
{
    [Fact]
    public void Every_suite_is_derived_but_that_of_the_feed_which_it_does_not_offer() => Assert.Equal(
        ["ChangeFeedSuite"], ConformanceSuites.MissingFrom<MyStoreFixture>(typeof(CompletenessTests).Assembly.GetExportedTypes()));
}
