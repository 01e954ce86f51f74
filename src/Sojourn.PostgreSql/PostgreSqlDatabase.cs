using System.Collections.Concurrent;
using Npgsql;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

/// <summary>Runs calls, each as one round trip and one transaction, and never waits longer than the command timeout.</summary>
/// <remarks>
/// A call that its caller no longer waits for runs on: cancellation stops waiting, not the write. It is still bounded, since the
/// timeout cancels it at the server, and after that its connection is broken off.
/// </remarks>
internal sealed class PostgreSqlDatabase(
    NpgsqlDataSource? shared, string? connectionString, PostgreSqlConfiguration configuration, PostgreSqlStoreLog log)
    : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = shared ?? NpgsqlDataSource.Create(connectionString!);

    // Filled by many threads; a text that two of them fill in at once becomes two equal statements, of which one stays.
    private readonly ConcurrentDictionary<string, PostgreSqlStatement> _statements = new(StringComparer.Ordinal);

    // Held while the tables are looked at for the first time.
    private readonly SemaphoreSlim _opening = new(1, 1);

    // Written while holding the semaphore, once; a stale reader takes it and looks again.
    private volatile bool _opened;
    private volatile bool _disposed;

    public PostgreSqlConfiguration Configuration => configuration;

    public PostgreSqlCall Call(string text) => new(
        _statements.GetOrAdd(text, static (key, names) => new PostgreSqlStatement(names.Fill(key)), configuration));

    /// <summary>Runs one statement and reads every row of it.</summary>
    public ValueTask<List<T>> RowsAsync<T>(
        string operation, PostgreSqlCall call, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        RunAsync(operation, [call], rows => rows.ReadAllAsync(read), cancellationToken);

    /// <summary>Runs statements in one implicit transaction; it is committed when the last of them has been read.</summary>
    public async ValueTask<T> RunAsync<T>(
        string operation, PostgreSqlCall[] calls, Func<PostgreSqlResults, Task<T>> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        return await WithinTimeoutAsync(
            operation,
            async timeout =>
            {
                if (!_opened)
                {
                    await OpenAsync(timeout);
                }

                await using var connection = await _source.OpenConnectionAsync(timeout);
                return await ExecuteAsync(connection, calls, read, timeout);
            },
            cancellationToken);
    }

    /// <summary>A connection of its own for a watcher, who disposes it.</summary>
    public ValueTask<NpgsqlConnection> ConnectAsync(string operation, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return ToTheEndAsync(operation, ListenAsync, cancellationToken);
    }

    /// <summary>Runs one statement on a watcher's connection.</summary>
    public ValueTask<List<T>> RowsAsync<T>(
        string operation,
        NpgsqlConnection connection,
        PostgreSqlCall call,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return ToTheEndAsync(
            operation, timeout => ExecuteAsync(connection, [call], rows => rows.ReadAllAsync(read), timeout), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            if (shared is null)
            {
                await _source.DisposeAsync();
            }

            _opening.Dispose();
        }
    }

    private static bool IsEngineFailure(Exception failure) =>
        failure is NpgsqlException or PostgreSqlSchemaException or InvalidOperationException;

    /// <summary>Waits as long as the caller does, at most the timeout; the step runs on.</summary>
    private ValueTask<T> WithinTimeoutAsync<T>(
        string operation, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        var running = BoundedAsync(step, CancellationToken.None);
        // Looked at, so that a failure that nobody waits for any more is not reported as forgotten.
        _ = running.ContinueWith(
            static done => done.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return ToldAsync(operation, running.WaitAsync(configuration.CommandTimeout, cancellationToken), cancellationToken);
    }

    /// <summary>Waits until the step has really stopped: a watcher's connection is used or closed next.</summary>
    private ValueTask<T> ToTheEndAsync<T>(
        string operation, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken) =>
        ToldAsync(operation, BoundedAsync(step, cancellationToken), cancellationToken);

    private async ValueTask<T> ToldAsync<T>(string operation, Task<T> running, CancellationToken cancellationToken)
    {
        try
        {
            return await running;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure) when (failure is OperationCanceledException or TimeoutException)
        {
            throw new SessionStoreException(PostgreSqlErrors.TimedOut(operation, configuration.CommandTimeout), failure);
        }
        catch (Exception failure) when (IsEngineFailure(failure))
        {
            throw new SessionStoreException(PostgreSqlErrors.EngineFailed(operation), failure);
        }
    }

    private Task<T> BoundedAsync<T>(Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken) =>
        BoundedStep.RunAsync(configuration.CommandTimeout, step, cancellationToken);

    private async Task<NpgsqlConnection> ListenAsync(CancellationToken timeout)
    {
        if (!_opened)
        {
            await OpenAsync(timeout);
        }

        var connection = await _source.OpenConnectionAsync(timeout);
        if (!configuration.Listen)
        {
            return connection;
        }

        try
        {
            await using var listen = new NpgsqlBatch(connection);
            listen.BatchCommands.Add(new NpgsqlBatchCommand($"LISTEN {configuration.Channel}"));
            await listen.ExecuteNonQueryAsync(timeout);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<T> ExecuteAsync<T>(
        NpgsqlConnection connection, PostgreSqlCall[] calls, Func<PostgreSqlResults, Task<T>> read, CancellationToken timeout)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        foreach (var call in calls)
        {
            batch.BatchCommands.Add(call.ToCommand());
        }

        if (configuration.PreparesStatements)
        {
            // No round trip when the connection has prepared these texts before.
            await batch.PrepareAsync(timeout);
        }

        await using var reader = await batch.ExecuteReaderAsync(timeout);
        var result = await read(new PostgreSqlResults(reader, timeout));
        while (await reader.NextResultAsync(timeout))
        {
            // To the end: only then has the server said that it committed.
        }

        return result;
    }

    private async Task OpenAsync(CancellationToken timeout)
    {
        await _opening.WaitAsync(timeout);
        try
        {
            if (!_opened)
            {
                var opened = await PostgreSqlOpening.OpenAsync(_source, configuration, timeout);
                log.Opened(opened.Found, PostgreSqlSchema.Version, opened.Durability);
                _opened = true;
            }
        }
        finally
        {
            _opening.Release();
        }
    }
}
