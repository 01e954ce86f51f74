using System.Globalization;
using Sojourn.Soak;

// Arguments: where the report goes, seconds, seed.
var seconds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 60;
var seed = args.Length > 2 ? ulong.Parse(args[2], CultureInfo.InvariantCulture) : 20261125;
var plan = new SoakPlan(TimeSpan.FromSeconds(seconds), Nodes: 3, Clients: 24, seed);
var ledger = await SoakRun.RunAsync(plan);
await File.WriteAllTextAsync(args[0], SoakReport.Write(plan, ledger));
return ledger.Violations.IsEmpty ? 0 : 1;
