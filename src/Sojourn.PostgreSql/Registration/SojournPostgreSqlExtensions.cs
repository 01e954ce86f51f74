using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Sojourn.PostgreSql;
using Sojourn.Registration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the PostgreSQL store.</summary>
public static class SojournPostgreSqlExtensions
{
    /// <summary>Keeps sessions in PostgreSQL, for many nodes.</summary>
    /// <param name="builder">What <c>AddSojourn</c> returned.</param>
    /// <param name="configure">Runs after the configuration section <c>Sojourn:PostgreSql</c> is bound, or null.</param>
    /// <param name="dataSourceKey">The key of the <c>NpgsqlDataSource</c> in the services; null for the one without a key.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// A connection string in the options wins over the services' data source. The tables are not made: see
    /// <see cref="PostgreSqlStoreOptions.MigratesSchema"/>.
    /// </remarks>
    public static ISojournBuilder AddPostgreSql(
        this ISojournBuilder builder, Action<PostgreSqlStoreOptions>? configure = null, object? dataSourceKey = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.Services.AddOptions<PostgreSqlStoreOptions>().BindConfiguration("Sojourn:PostgreSql");
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return builder.AddStore(provider => Create(provider, dataSourceKey));
    }

    private static PostgreSqlSojournStore Create(IServiceProvider provider, object? dataSourceKey)
    {
        var options = provider.GetRequiredService<IOptions<PostgreSqlStoreOptions>>().Value;
        var time = provider.GetService<TimeProvider>() ?? TimeProvider.System;
        var logger = provider.GetService<ILogger<PostgreSqlSojournStore>>();
        var source = dataSourceKey is null
            ? provider.GetService<NpgsqlDataSource>()
            : provider.GetKeyedService<NpgsqlDataSource>(dataSourceKey);
        return options.ConnectionString is not null || source is null
            ? new PostgreSqlSojournStore(options, time, logger)
            : new PostgreSqlSojournStore(source, options, time, logger);
    }
}
