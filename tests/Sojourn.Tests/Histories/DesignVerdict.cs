namespace Sojourn.Histories;

/// <summary>The rows of the table, by what the client sees.</summary>
internal enum DesignVerdict
{
    Rotates,
    Stays,
    Repeats,
    Counts,
    Superseded,
    Reuse,
    StoreWentBack,
}
