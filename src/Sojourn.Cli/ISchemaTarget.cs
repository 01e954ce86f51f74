namespace Sojourn.Cli;

/// <summary>The tables of one store, wherever it keeps them.</summary>
internal interface ISchemaTarget : IAsyncDisposable
{
    /// <summary>The version that this tool knows.</summary>
    long Known { get; }

    /// <summary>The script from a version to <see cref="Known"/>, as text for the engine's own shell; needs no database.</summary>
    string ScriptFrom(long version);

    /// <summary>The version that the tables have; 0 when there are none. Makes nothing.</summary>
    ValueTask<long> GetVersionAsync(CancellationToken cancellationToken);

    /// <summary>Makes or migrates the tables in one transaction, and returns the version that they had.</summary>
    ValueTask<long> MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Names the columns and indexes of <see cref="Known"/> that are missing.</summary>
    ValueTask<IReadOnlyList<string>> VerifyAsync(CancellationToken cancellationToken);

    /// <summary>Voids every sign-in of everyone, and returns the instant from which on sign-ins count.</summary>
    ValueTask<DateTimeOffset> CutOffEveryoneAsync(CancellationToken cancellationToken);
}
