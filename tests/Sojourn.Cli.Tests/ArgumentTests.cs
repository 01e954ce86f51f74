namespace Sojourn.Cli;

public sealed class ArgumentTests
{
    private const string Secret = "hunter2-hunter2";

    [Theory]
    [InlineData("")]
    [InlineData("schema")]
    [InlineData("tables check --store sqlite")]
    [InlineData("schema drop --store sqlite")]
    [InlineData("schema check")]
    [InlineData("schema check --store oracle")]
    [InlineData("schema check --store sqlite --schema other")]
    [InlineData("schema check --store postgresql --schema Other")]
    [InlineData("schema check --store sqlite --from 1")]
    [InlineData("schema script --store sqlite --from")]
    [InlineData("schema script --store sqlite --from -1")]
    [InlineData("schema script --store sqlite --from one")]
    [InlineData("schema check --store sqlite hunter2-hunter2")]
    [InlineData("schema check --store sqlite hunter2-hunter2 x")]
    public async Task What_makes_no_sense_is_refused_with_the_usage(string line)
    {
        var answer = await Tool.RunAsync("ignored.db", line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("sojourn schema check", answer.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, answer.Errors, StringComparison.Ordinal);
        Assert.Empty(answer.Output);
    }

    [Fact]
    public async Task Without_a_connection_string_it_says_where_to_put_one()
    {
        var answer = await Tool.RunAsync(null, "schema", "check", "--store", "postgresql");

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("'SOJOURN_CONNECTION'", answer.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=app;Password=hunter2-hunter2", 3)] // nobody listens
    [InlineData("Host=127.0.0.1;Passwort=hunter2-hunter2", 2)] // no keyword
    [InlineData("Host=127.0.0.1;Password=a;hunter2-hunter2=b", 2)] // a password with a semicolon
    [InlineData("Host=127.0.0.1;Port=hunter2-hunter2", 2)] // a value of another kind
    [InlineData("hunter2-hunter2", 2)] // no connection string at all
    public async Task The_connection_string_is_never_printed(string connection, int expected)
    {
        var answer = await Tool.RunAsync(connection, "schema", "check", "--store", "postgresql");

        Assert.Equal(expected, answer.ExitCode);
        Assert.NotEmpty(answer.Errors);
        Assert.DoesNotContain(Secret, answer.Output + answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_no_fault()
    {
        var answer = await Tool.RunAsync(null, "--help");

        Assert.Equal((0, ""), (answer.ExitCode, answer.Errors));
        Assert.Contains("Exit codes", answer.Output, StringComparison.Ordinal);
    }
}
