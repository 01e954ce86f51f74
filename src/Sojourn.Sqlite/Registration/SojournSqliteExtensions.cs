using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sojourn.Registration;
using Sojourn.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the embedded store.</summary>
public static class SojournSqliteExtensions
{
    /// <summary>Keeps sessions in one SQLite file on this machine; several processes may share it.</summary>
    /// <param name="builder">What <c>AddSojourn</c> returned.</param>
    /// <param name="configure">Runs after the configuration section <c>Sojourn:Sqlite</c> is bound, or null.</param>
    /// <returns>The builder.</returns>
    /// <remarks>The default file is <c>sojourn.db</c> in the working directory.</remarks>
    public static ISojournBuilder AddSqlite(this ISojournBuilder builder, Action<SqliteStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.Services.AddOptions<SqliteStoreOptions>().BindConfiguration("Sojourn:Sqlite");
        if (configure is not null)
        {
            options.Configure(configure);
        }

        options.PostConfigure(chosen =>
        {
            if (chosen.ConnectionString is null)
            {
                chosen.Path ??= "sojourn.db";
            }
        });
        return builder.AddStore(provider => new SqliteSojournStore(
            provider.GetRequiredService<IOptions<SqliteStoreOptions>>().Value,
            provider.GetService<TimeProvider>() ?? TimeProvider.System,
            provider.GetService<ILogger<SqliteSojournStore>>()));
    }
}
