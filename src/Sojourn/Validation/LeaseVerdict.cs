namespace Sojourn.Validation;

/// <summary>What a record says of a lease of one of its generations.</summary>
internal enum LeaseVerdict
{
    /// <summary>It is believed, for what it says.</summary>
    Stands,

    /// <summary>Replaced: nothing ends, the client gets a newer one and comes back.</summary>
    Superseded,

    /// <summary>Replaced so long ago that nothing newer is on its way: it is worth nothing any more.</summary>
    Lapsed,

    /// <summary>Newer than the record: the store lost writes.</summary>
    StoreWentBack,
}
