using Sojourn.Testing.Conformance;

namespace Sojourn.Sqlite;

public sealed class CreationTests : CreationSuite<SqliteFixture>;

public sealed class LookupTests : LookupSuite<SqliteFixture>;

public sealed class RenewalTests : RenewalSuite<SqliteFixture>;

public sealed class RotationTests : RotationSuite<SqliteFixture>;

public sealed class EndingTests : EndingSuite<SqliteFixture>;

public sealed class SubjectIndexTests : SubjectIndexSuite<SqliteFixture>;

public sealed class ExpiryTests : ExpirySuite<SqliteFixture>;

public sealed class ConcurrencyTests : ConcurrencySuite<SqliteFixture>;

public sealed class PayloadTests : PayloadSuite<SqliteFixture>;

public sealed class CancellationTests : CancellationSuite<SqliteFixture>;

public sealed class LimitsTests : LimitsSuite<SqliteFixture>;

public sealed class CutOffsTests : CutOffsSuite<SqliteFixture>;

public sealed class ChangeFeedTests : ChangeFeedSuite<SqliteFixture>;

public sealed class KeyRingTests : KeyRingSuite<SqliteFixture>;

public sealed class ClockTests : ClockSuite<SqliteFixture>;

public sealed class ModelTests : ModelSuite<SqliteFixture>;

public sealed class CompletenessTests
{
    [Fact]
    public void Every_suite_is_derived() => ConformanceSuites.AssertComplete<SqliteFixture>(typeof(SqliteFixture).Assembly);
}
