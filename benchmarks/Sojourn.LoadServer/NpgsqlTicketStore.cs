using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Npgsql;

namespace Sojourn.LoadServer;

/// <summary>A ticket store on PostgreSQL as somebody would write it today: one table, one statement for each operation.</summary>
public sealed class NpgsqlTicketStore(NpgsqlDataSource source) : ITicketStore
{
    private static readonly TimeSpan WithoutExpiry = TimeSpan.FromDays(14);

    /// <summary>Makes the table.</summary>
    public async Task PrepareAsync()
    {
        await using var command = source.CreateCommand(
            "CREATE TABLE IF NOT EXISTS tickets (key text PRIMARY KEY, ticket bytea NOT NULL, expires_at timestamptz NOT NULL)");
        await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc/>
    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        await RenewAsync(key, ticket);
        return key;
    }

    /// <inheritdoc/>
    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        await using var command = source.CreateCommand(
            """
            INSERT INTO tickets (key, ticket, expires_at) VALUES ($1, $2, $3)
            ON CONFLICT (key) DO UPDATE SET ticket = excluded.ticket, expires_at = excluded.expires_at
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = TicketSerializer.Default.Serialize(ticket) });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = ExpiryOf(ticket) });
        await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc/>
    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        await using var command = source.CreateCommand("SELECT ticket FROM tickets WHERE key = $1 AND expires_at > now()");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        return await command.ExecuteScalarAsync() is byte[] ticket ? TicketSerializer.Default.Deserialize(ticket) : null;
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string key)
    {
        await using var command = source.CreateCommand("DELETE FROM tickets WHERE key = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        await command.ExecuteNonQueryAsync();
    }

    private static DateTime ExpiryOf(AuthenticationTicket ticket) =>
        (ticket.Properties.ExpiresUtc ?? TimeProvider.System.GetUtcNow() + WithoutExpiry).UtcDateTime;
}
