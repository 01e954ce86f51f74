namespace Sojourn.Cli;

/// <summary>The <c>sojourn</c> tool.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["--help" or "-h"])
        {
            await Console.Out.WriteLineAsync(CommandLine.Usage);
            return ExitCode.Done;
        }

        var connection = Environment.GetEnvironmentVariable(CommandLine.ConnectionVariable);
        if (CommandLine.Parse(arguments, connection, out var fault) is { } line)
        {
            return await new SchemaVerbs(Console.Out, Console.Error).RunAsync(line, CancellationToken.None);
        }

        await Console.Error.WriteLineAsync($"{fault}\n\n{CommandLine.Usage}");
        return ExitCode.Misused;
    }
}
