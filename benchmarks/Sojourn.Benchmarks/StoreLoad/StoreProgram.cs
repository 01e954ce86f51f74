namespace Sojourn.Benchmarks.StoreLoad;

/// <summary>What answers the requests of a way.</summary>
internal enum StoreProgram
{
    LoadServer,
    Express,
    PgBench,
}
