using Sojourn.Testing;

namespace Sojourn.Sqlite;

public sealed class SqliteStoreOptionsTests
{
    [Fact]
    public void Neither_path_nor_connection_string_is_refused() => AssertRefused(new SqliteStoreOptions(), "SOJ2404");

    [Fact]
    public void Both_path_and_connection_string_are_refused() =>
        AssertRefused(new SqliteStoreOptions { Path = "a.db", ConnectionString = "Data Source=b.db" }, "SOJ2404");

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=shared;Mode=Memory;Cache=Shared")]
    [InlineData("Mode=ReadWrite")]
    public void A_database_that_is_no_file_is_refused(string connectionString) =>
        AssertRefused(new SqliteStoreOptions { ConnectionString = connectionString }, "SOJ2404");

    [Fact]
    public void Every_fault_is_listed_at_once()
    {
        var options = new SqliteStoreOptions
        {
            BusyTimeout = TimeSpan.Zero,
            ChangePollInterval = TimeSpan.FromSeconds(1),
            ChangeRetention = TimeSpan.Zero,
            Readers = 0,
        };

        var failure = AssertRefused(options, "SOJ2404");

        Assert.Equal(5, failure.Message.Split("SOJ").Length - 1);
    }

    private static ArgumentException AssertRefused(SqliteStoreOptions options, string id)
    {
        var failure = Assert.Throws<ArgumentException>(() => new SqliteSojournStore(options, new ManualTimeProvider()));
        Assert.Contains(id, failure.Message, StringComparison.Ordinal);
        return failure;
    }
}
