using Sojourn.Testing.Conformance;

namespace Sojourn.PostgreSql;

public sealed class CreationTests : CreationSuite<PostgreSqlFixture>;

public sealed class LookupTests : LookupSuite<PostgreSqlFixture>;

public sealed class RenewalTests : RenewalSuite<PostgreSqlFixture>;

public sealed class RotationTests : RotationSuite<PostgreSqlFixture>;

public sealed class EndingTests : EndingSuite<PostgreSqlFixture>;

public sealed class SubjectIndexTests : SubjectIndexSuite<PostgreSqlFixture>;

public sealed class ExpiryTests : ExpirySuite<PostgreSqlFixture>;

public sealed class ConcurrencyTests : ConcurrencySuite<PostgreSqlFixture>;

public sealed class PayloadTests : PayloadSuite<PostgreSqlFixture>;

public sealed class CancellationTests : CancellationSuite<PostgreSqlFixture>;

public sealed class LimitsTests : LimitsSuite<PostgreSqlFixture>;

public sealed class CutOffsTests : CutOffsSuite<PostgreSqlFixture>;

public sealed class ChangeFeedTests : ChangeFeedSuite<PostgreSqlFixture>;

public sealed class KeyRingTests : KeyRingSuite<PostgreSqlFixture>;

public sealed class ClockTests : ClockSuite<PostgreSqlFixture>;

public sealed class ModelTests : ModelSuite<PostgreSqlFixture>;

public sealed class CompletenessTests
{
    [Fact]
    public void Every_suite_is_derived() => ConformanceSuites.AssertComplete<PostgreSqlFixture>(typeof(PostgreSqlFixture).Assembly);
}
