namespace Sojourn.Cli;

internal sealed record ToolAnswer(int ExitCode, string Output, string Errors);
