using Sojourn.PostgreSql;

namespace Sojourn.Benchmarks;

/// <summary>The servers that the comparison of stores loads let in who is signed in.</summary>
public sealed class StoreKindTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sojourn-kinds-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("sojourn-memory")]
    [InlineData("sojourn-memory-cold")]
    [InlineData("sojourn-sqlite")]
    [InlineData("sojourn-sqlite-cold")]
    [InlineData("sojourn-postgresql")]
    [InlineData("sojourn-postgresql-cold")]
    [InlineData("ticket-store-postgresql")]
    public async Task Each_kind_with_a_store_lets_in_who_is_signed_in(string kind)
    {
        await using var site = await InProcessSite.StartAsync(kind, await PlaceAsync(kind));

        await site.RequestAsync();
    }

    private async Task<string> PlaceAsync(string kind) => kind.Contains("postgresql", StringComparison.Ordinal)
        ? (await PostgreSqlServer.SharedAsync()).ConnectionString
        : Path.Combine(_folder.FullName, "sessions.db");
}
