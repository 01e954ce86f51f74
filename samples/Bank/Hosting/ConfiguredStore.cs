using Sojourn.Registration;

namespace Bank.Hosting;

internal static class ConfiguredStore
{
    /// <summary>Adds the store that <c>Sojourn:Store</c> names, so that trying another needs no compiler.</summary>
    public static ISojournBuilder AddConfiguredStore(
        this ISojournBuilder builder, IConfiguration configuration, DataDirectory data) =>
        configuration["Sojourn:Store"] switch
        {
            null or "" or "Sqlite" => builder.AddSqlite(options => options.Path = data.File("sojourn.db")),
            "PostgreSql" => builder.AddPostgreSql(options =>
            {
                options.ConnectionString ??= configuration.GetConnectionString("Sojourn");
                // A sample makes its own tables; an application's are made by whoever deploys it.
                options.MigratesSchema = true;
            }),
            "Memory" => builder.AddInMemory(),
            var other => throw new InvalidOperationException(
                $"'Sojourn:Store' is '{other}' but must be 'Sqlite', 'PostgreSql' or 'Memory'. Change it in the configuration."),
        };
}
