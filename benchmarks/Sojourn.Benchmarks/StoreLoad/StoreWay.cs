namespace Sojourn.Benchmarks.StoreLoad;

/// <summary>One way of keeping sessions, as one row of the table.</summary>
/// <param name="Name">What the row is called.</param>
/// <param name="Program">What answers the requests.</param>
/// <param name="Kind">The kind of the load server, or an argument of the other programs.</param>
/// <param name="Store">Where the sessions are.</param>
/// <param name="IsCold">Whether many sessions take turns; else few.</param>
internal sealed record StoreWay(string Name, StoreProgram Program, string Kind, StorePlace Store, bool IsCold)
{
    public static StoreWay PgBench { get; } = new(
        "pgbench, select of one row by primary key", StoreProgram.PgBench, "floor", StorePlace.PostgreSql, IsCold: true);

    public static IReadOnlyList<StoreWay> All { get; } =
    [
        new("no authentication", StoreProgram.LoadServer, "none", StorePlace.None, IsCold: false),
        new("Sojourn, memory, warm", StoreProgram.LoadServer, "sojourn-memory", StorePlace.Process, IsCold: false),
        new("Sojourn, memory, cold", StoreProgram.LoadServer, "sojourn-memory-cold", StorePlace.Process, IsCold: true),
        new("Sojourn, SQLite, warm", StoreProgram.LoadServer, "sojourn-sqlite", StorePlace.File, IsCold: false),
        new("Sojourn, SQLite, cold", StoreProgram.LoadServer, "sojourn-sqlite-cold", StorePlace.File, IsCold: true),
        new("Sojourn, PostgreSQL, warm", StoreProgram.LoadServer, "sojourn-postgresql", StorePlace.PostgreSql, IsCold: false),
        new("Sojourn, PostgreSQL, cold", StoreProgram.LoadServer, "sojourn-postgresql-cold", StorePlace.PostgreSql, IsCold: true),
        new("cookie handler + `ITicketStore` on PostgreSQL", StoreProgram.LoadServer, "ticket-store-postgresql", StorePlace.PostgreSql, IsCold: true),
        new("express-session + connect-pg-simple", StoreProgram.Express, "", StorePlace.PostgreSql, IsCold: true),
        new("the same, `disableTouch`", StoreProgram.Express, "without-touch", StorePlace.PostgreSql, IsCold: true),
        PgBench,
    ];

    /// <summary>The database of its own on the server, so that the server counts for it alone.</summary>
    public string Database => $"{Program}_{Kind}".Replace('-', '_').ToLowerInvariant();
}
