using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Sojourn.Stores;

namespace Sojourn.Sqlite;

/// <summary>The connections to one file: one that writes, a few that read, and one for each watcher.</summary>
/// <remarks>
/// Writers of one process queue at an asynchronous gate, in order and without holding threads; only the one at the head meets
/// SQLite's lock, where it may wait for other processes. A step runs to its end on the calling thread once it has begun.
/// A connection that failed is thrown away: what state it is in is not worth reasoning about.
/// </remarks>
internal sealed class SqliteDatabase : IAsyncDisposable, IDisposable
{
    private readonly SqliteConfiguration _configuration;
    private readonly SqliteStoreLog _log;

    // The gates: whoever takes a slot has it alone until putting it back. An empty slot has no connection yet.
    private readonly Channel<SqliteLane?> _writing = Channel.CreateUnbounded<SqliteLane?>();
    private readonly Channel<SqliteLane?> _reading = Channel.CreateUnbounded<SqliteLane?>();

    // Written while holding the writing gate, once; a stale reader takes the gate and looks again.
    private volatile bool _opened;
    private volatile bool _disposed;

    static SqliteDatabase()
    {
        // Named here, so that trimming keeps what the provider would otherwise look up by reflection.
        SQLitePCL.Batteries_V2.Init();
    }

    public SqliteDatabase(SqliteConfiguration configuration, SqliteStoreLog log)
    {
        _configuration = configuration;
        _log = log;
        _writing.Writer.TryWrite(null);
        for (var reader = 0; reader < configuration.Readers; reader++)
        {
            _reading.Writer.TryWrite(null);
        }
    }

    /// <summary>Runs a step in a transaction that holds the write lock from its start.</summary>
    public async ValueTask<T> WriteAsync<T>(string operation, Func<SqliteLane, T> step, CancellationToken cancellationToken)
    {
        var lane = await TakeAsync(_writing, cancellationToken);
        try
        {
            return Guarded(operation, () =>
            {
                lane ??= OpenWriter();
                return KeptIfDone(ref lane, writer => Transact(writer, step));
            });
        }
        finally
        {
            _writing.Writer.TryWrite(lane);
        }
    }

    public async ValueTask<T> ReadAsync<T>(string operation, Func<SqliteLane, T> step, CancellationToken cancellationToken)
    {
        await OpenAsync(operation, cancellationToken);
        var lane = await TakeAsync(_reading, cancellationToken);
        try
        {
            return Guarded(operation, () =>
            {
                lane ??= new SqliteLane(_configuration);
                return KeptIfDone(ref lane, step);
            });
        }
        finally
        {
            _reading.Writer.TryWrite(lane);
        }
    }

    /// <summary>A connection of its own for a watcher, who disposes it.</summary>
    public async ValueTask<SqliteLane> OpenLaneAsync(string operation, CancellationToken cancellationToken)
    {
        await OpenAsync(operation, cancellationToken);
        return Guarded(operation, () => new SqliteLane(_configuration));
    }

    /// <summary>Runs a step on a watcher's connection.</summary>
    public T Step<T>(string operation, SqliteLane lane, Func<SqliteLane, T> step)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Guarded(operation, () => step(lane));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            await CloseAsync(_writing, 1);
            await CloseAsync(_reading, _configuration.Readers);
        }
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static T Guarded<T>(string operation, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception failure) when (failure is SqliteException or SqliteSchemaException)
        {
            throw new SessionStoreException(SqliteErrors.EngineFailed(operation), failure);
        }
    }

    private static T Transact<T>(SqliteLane lane, Func<SqliteLane, T> step)
    {
        lane.Begin();
        var result = step(lane);
        lane.Commit();
        return result;
    }

    /// <summary>Runs a step; when it fails, closes the connection, which rolls back, and leaves its slot empty.</summary>
    private static T KeptIfDone<T>(ref SqliteLane? slot, Func<SqliteLane, T> step)
    {
        var lane = slot!;
        slot = null;
        try
        {
            var result = step(lane);
            slot = lane;
            return result;
        }
        finally
        {
            if (slot is null)
            {
                lane.Dispose();
            }
        }
    }

    private static async ValueTask CloseAsync(Channel<SqliteLane?> gate, int slots)
    {
        for (var slot = 0; slot < slots; slot++)
        {
            (await gate.Reader.ReadAsync())?.Dispose();
        }

        // Put back empty: whoever still waits gets its turn, and finds the store disposed.
        for (var slot = 0; slot < slots; slot++)
        {
            gate.Writer.TryWrite(null);
        }
    }

    private async ValueTask<SqliteLane?> TakeAsync(Channel<SqliteLane?> gate, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        var lane = await gate.Reader.ReadAsync(cancellationToken);
        if (_disposed)
        {
            gate.Writer.TryWrite(lane);
            throw new ObjectDisposedException(nameof(SqliteSojournStore));
        }

        return lane;
    }

    private async ValueTask OpenAsync(string operation, CancellationToken cancellationToken)
    {
        if (!_opened)
        {
            await WriteAsync(operation, _ => true, cancellationToken);
        }
    }

    /// <summary>Called while holding the writing gate; the first call makes or migrates the file.</summary>
    private SqliteLane OpenWriter()
    {
        var lane = new SqliteLane(_configuration);
        try
        {
            var found = SqliteSchema.Prepare(lane);
            _log.Opened(found, SqliteSchema.Scripts.Length, _configuration.SurvivesPowerLoss);
        }
        catch
        {
            lane.Dispose();
            throw;
        }

        _opened = true;
        return lane;
    }
}
