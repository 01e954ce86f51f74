using Sojourn.LoadServer;

// One server of one kind, so that every kind is measured in a process of its own:
//   Sojourn.LoadServer {kind} {port}
var kind = args.ElementAtOrDefault(0) ?? "none";
var port = args.ElementAtOrDefault(1) ?? "5090";
var app = Kinds.Build(kind, $"http://127.0.0.1:{port}");
await app.RunAsync();
