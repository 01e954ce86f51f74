namespace Sojourn.Cli;

/// <summary>What the tool tells the script that called it. Documented: a number never changes its meaning.</summary>
internal static class ExitCode
{
    /// <summary>Done, and the tables are what they should be.</summary>
    public const int Done = 0;

    /// <summary>The tables are missing, older or incomplete; nothing was changed.</summary>
    public const int Different = 1;

    /// <summary>The arguments make no sense; nothing was looked at.</summary>
    public const int Misused = 2;

    /// <summary>The database could not be reached, or refused.</summary>
    public const int Failed = 3;

    /// <summary>The tables are newer than this tool; nothing was changed.</summary>
    public const int Newer = 4;
}
