using Microsoft.Win32.SafeHandles;
using Sojourn.Sqlite;
using Sojourn.Sqlite.Writer;

// The two standard streams without a buffer of ours: what was written is with the parent, whenever this process is killed.
await using var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
await using var store = new SqliteSojournStore(new SqliteStoreOptions { Path = args[1] }, TimeProvider.System);
var writer = new SessionWriter(store, output);
if (string.Equals(args[0], "endless", StringComparison.Ordinal))
{
    await writer.WriteEndlesslyAsync();
}

await using var input = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 1);
using var commands = new StreamReader(input);
await writer.EndOnCommandAsync(commands);
