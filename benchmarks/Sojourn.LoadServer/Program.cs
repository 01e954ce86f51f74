using Sojourn.LoadServer;

// One server of one kind, so that every kind is measured in a process of its own:
//   Sojourn.LoadServer {kind} {port} [connection string or file of its store]
var kind = args.ElementAtOrDefault(0) ?? "none";
var port = args.ElementAtOrDefault(1) ?? "5090";
var app = Kinds.Build(kind, $"http://127.0.0.1:{port}", database: args.ElementAtOrDefault(2));
if (app.Services.GetService<NpgsqlTicketStore>() is { } tickets)
{
    await tickets.PrepareAsync();
}

await app.RunAsync();
