using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Sojourn.PostgreSql;

/// <summary>A real server of this test run: a cluster in a temporary folder, a process on a free loopback port.</summary>
/// <remarks>PostgreSQL refuses root, so the commands then run as an account without rights.</remarks>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private static readonly Lock Gate = new();
    private static Task<PostgreSqlServer>? _shared;

    private readonly string _folder = Directory.CreateTempSubdirectory("sojourn-postgresql-").FullName;
    private readonly int _port = FreePort();
    private readonly NetworkNamespace? _network;
    private string[] _settings = [];
    private Process? _process;

    private PostgreSqlServer(NetworkNamespace? network) => _network = network;

    /// <summary>The port on loopback.</summary>
    public int Port => _port;

    public string ConnectionString =>
        $"Host={Address};Port={_port.ToString(CultureInfo.InvariantCulture)};Username=sojourn;Database=postgres;Maximum Pool Size=60";

    private string Address => _network is null ? "127.0.0.1" : NetworkNamespace.InnerAddress;

    private string Data => Path.Combine(_folder, "data");

    private string Backup => Path.Combine(_folder, "backup");

    /// <summary>The server that tests share which leave it as it is; it ends with the test process.</summary>
    public static Task<PostgreSqlServer> SharedAsync()
    {
        lock (Gate)
        {
            return _shared ??= MakeAsync();
        }

        static async Task<PostgreSqlServer> MakeAsync()
        {
            // Nobody cuts its power, and thousands of flushes would be all that its tests do.
            var server = await StartAsync("fsync = off");
            AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Remove();
            return server;
        }
    }

    /// <summary>A server of one test, who may do to it what it likes.</summary>
    /// <param name="settings">Lines for its configuration.</param>
    public static Task<PostgreSqlServer> StartAsync(params string[] settings) => StartAsync(network: null, settings);

    /// <summary>A server of one test in a network of its own, which can be cut off.</summary>
    public static async Task<PostgreSqlServer> StartAsync(NetworkNamespace? network, params string[] settings)
    {
        var server = new PostgreSqlServer(network) { _settings = settings };
        await server.InitialiseAsync();
        await server.RunAsync();
        return server;
    }

    /// <summary>Starts the process again on the same data.</summary>
    public async Task RunAsync()
    {
        _process?.Dispose();
        _process = PostgreSqlPrograms.Launch(_network, "postgres", "-D", Data, "-p", _port.ToString(CultureInfo.InvariantCulture));
        // The server says so itself: the line is written once it takes connections.
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                // Read on to the end, or the server would block on a full pipe.
                _ = _process.StandardError.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException("The server ended before it took connections.");
    }

    /// <summary>Takes everything away and starts a new, empty server where the former was.</summary>
    public async Task RunEmptyAsync()
    {
        await KillAsync();
        // Its owner is the account without rights; whoever runs the tests is root then, or that account's equal.
        Directory.Delete(Data, recursive: true);
        await InitialiseAsync();
        await RunAsync();
    }

    /// <summary>Keeps the data as it is at this moment, as a backup does.</summary>
    public async Task BackUpAsync()
    {
        await KillAsync();
        await CopyAsync(Data, Backup);
        await RunAsync();
    }

    /// <summary>Puts the kept data in the place of the present one and starts the server on it.</summary>
    public async Task RestoreAsync()
    {
        await KillAsync();
        Directory.Delete(Data, recursive: true);
        await CopyAsync(Backup, Data);
        await RunAsync();
    }

    /// <summary>Ends every process of the server at once, without a chance to write anything.</summary>
    public async Task KillAsync()
    {
        var children = await SignalAsync("KILL");
        await _process!.WaitForExitAsync();
        foreach (var child in children.Where(child => Directory.Exists($"/proc/{child}")))
        {
            // A new server refuses the data while one of them still has the old one's memory.
            using var process = PostgreSqlPrograms.Find(int.Parse(child, CultureInfo.InvariantCulture));
            await (process?.WaitForExitAsync() ?? Task.CompletedTask);
        }
    }

    /// <summary>Stops every process of the server where it is; connections stay open and nothing answers.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    public Task ResumeAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        Remove();
        _process?.Dispose();
    }

    private static async Task CopyAsync(string from, string to)
    {
        // With owners and rights: the server refuses data that others may read.
        using var copying = Process.Start("cp", ["-a", from, to]);
        await copying.WaitForExitAsync();
        if (copying.ExitCode != 0)
        {
            throw new InvalidOperationException($"The server's data could not be copied: 'cp' ended with {copying.ExitCode}.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task InitialiseAsync()
    {
        if (!OperatingSystem.IsWindows())
        {
            // The account without rights makes the cluster's own folder, which nobody else may enter, inside.
            File.SetUnixFileMode(_folder, (UnixFileMode)0b111_111_111);
        }

        using var initialising = PostgreSqlPrograms.Launch(
            network: null, "initdb", "-D", Data, "-U", "sojourn", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync");
        await PostgreSqlPrograms.CompleteAsync(initialising);
        await File.AppendAllTextAsync(
            Path.Combine(Data, "postgresql.conf"),
            $"""
            listen_addresses = '{Address}'
            unix_socket_directories = ''
            max_connections = 200
            shared_buffers = 32MB
            logging_collector = off
            log_destination = 'stderr'
            {string.Join('\n', _settings)}

            """);
        await File.AppendAllTextAsync(Path.Combine(Data, "pg_hba.conf"), $"host all all {NetworkNamespace.Network} trust\n");
    }

    private async Task<string[]> SignalAsync(string signal)
    {
        // Its children are its own process group's members only in part, so each is named. Read before the first is stopped.
        var parent = _process!.Id.ToString(CultureInfo.InvariantCulture);
        var children = (await File.ReadAllTextAsync($"/proc/{parent}/task/{parent}/children"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // One of them may be gone by now, which 'kill' would say aloud.
        var start = new ProcessStartInfo("kill", ["-s", signal, parent, .. children])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var kill = Process.Start(start)!;
        await kill.WaitForExitAsync();
        return children;
    }

    private void Remove()
    {
        if (_process is { HasExited: false })
        {
            // 'quit': the server ends its children as well.
            using var kill = Process.Start("kill", ["-s", "QUIT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
            _process.WaitForExit();
        }

        NpgsqlConnection.ClearAllPools();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
