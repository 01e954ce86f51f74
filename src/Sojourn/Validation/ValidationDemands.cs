namespace Sojourn.Validation;

/// <summary>What a request demands beyond the ordinary.</summary>
[Flags]
internal enum ValidationDemands
{
    /// <summary>Nothing: the near cache may answer.</summary>
    None = 0,

    /// <summary>The store must be asked, whatever this node remembers.</summary>
    AskStore = 1,
}
