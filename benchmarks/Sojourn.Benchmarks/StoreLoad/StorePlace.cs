namespace Sojourn.Benchmarks.StoreLoad;

/// <summary>Where a way keeps its sessions, and by that who can count what is asked of the store.</summary>
internal enum StorePlace
{
    None,
    Process,
    File,
    PostgreSql,
}
