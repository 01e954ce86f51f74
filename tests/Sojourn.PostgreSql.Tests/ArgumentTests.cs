using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Sojourn.Registration;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.PostgreSql;

public sealed class ArgumentTests : StoreTest
{
    [Fact]
    public void Every_fault_of_the_options_is_named()
    {
        var options = new PostgreSqlStoreOptions
        {
            Schema = "Robert'); DROP TABLE",
            CommandTimeout = TimeSpan.Zero,
            ChangePollInterval = TimeSpan.FromSeconds(1),
            ChangeRetention = TimeSpan.FromSeconds(1),
        };

        var failure = Assert.Throws<ArgumentException>(() => new PostgreSqlSojournStore(options, TimeProvider.System).Dispose());

        Assert.Equal(4, failure.Message.Split("SOJ2106").Length - 1);
        Assert.Contains("SOJ2108", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_of_another_placement_is_refused_since_listings_would_miss_it()
    {
        var session = Samples.Session() with { Subject = new SubjectId("bob") };

        await Assert.ThrowsAsync<ArgumentException>(async () => await Open().CreateAsync(session, null, Cancellation));
    }

    [Fact]
    public async Task A_subject_that_the_engine_cannot_keep_is_refused_and_an_actor_is_made_to_fit()
    {
        var store = Open();
        var session = await store.AddAsync();

        await Assert.ThrowsAsync<ArgumentException>(
            async () => await store.CreateAsync(Samples.Session("a\0b"), null, Cancellation));
        var ending = await store.EndAsync(session.Id, Samples.Ending() with { Actor = "a\0\ud800" }, Cancellation);

        Assert.Equal("a\ufffd\ufffd", ending.Ending?.Actor);
    }

    [Fact]
    public async Task The_services_data_source_is_taken_by_its_key()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationManager());
        services.AddKeyedSingleton("sessions", Source);
        new Builder(services).AddPostgreSql(options => (options.Schema, options.MigratesSchema) = (Schema, true), "sessions");
        await using var provider = services.BuildServiceProvider();

        var id = await provider.GetRequiredService<ISojournStore>().EndOneAsync();

        Assert.NotNull(await Open().FindAsync(id, Cancellation));
        Assert.IsType<PostgreSqlSojournStore>(provider.GetRequiredService<IStoreChangeFeed>());
        Assert.Null(provider.GetService<NpgsqlDataSource>());
    }

    [Fact]
    public async Task Unprepared_statements_do_the_same()
    {
        var store = Open(options => options.PreparesStatements = false);

        var id = await store.EndOneAsync();

        Assert.NotNull((await store.FindAsync(id, Cancellation))?.Session.Ending);
    }

    private sealed class Builder(IServiceCollection services) : ISojournBuilder
    {
        public IServiceCollection Services => services;
    }
}
