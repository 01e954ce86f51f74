namespace Sojourn.Validation;

/// <summary>What a look at a long-lived connection shows.</summary>
internal enum ConnectionStatus
{
    /// <summary>It may stay open.</summary>
    Open,

    /// <summary>It came with a token that has been replaced: its page opens it again with the current one.</summary>
    Replaced,

    /// <summary>Its session has ended.</summary>
    Ended,

    /// <summary>The store cannot be asked, so it cannot be said that its session stands.</summary>
    Unavailable,
}
