namespace Sojourn.Histories;

/// <summary>What is promised of a history depends on this.</summary>
internal enum HistoryKind
{
    /// <summary>Honest: attempt ids kept over retries, client storage never rolled back. Nothing may end.</summary>
    Kept,

    /// <summary>Honest, but clients are restarted and make a new attempt id at every try.</summary>
    Forgotten,

    /// <summary>Honest, but the browser's storage is set back to what it was some time ago.</summary>
    RolledBack,

    /// <summary>Somebody has a copy of the refresh token.</summary>
    Theft,
}
