using Microsoft.AspNetCore.DataProtection;

namespace Bank.Hosting;

internal static class ProtectionKeys
{
    /// <summary>
    /// Keeps the Data Protection keys where every node finds them: in the store that machines share, else in Bank's own folder.
    /// </summary>
    /// <remarks>In the store they are encrypted with <c>Sojourn:Keys:Secret</c>, which only Development does without.</remarks>
    public static void AddProtectionKeys(this IServiceCollection services, IConfiguration configuration, DataDirectory data)
    {
        var keys = services.AddDataProtection().SetApplicationName("Bank");
        if (string.Equals(configuration["Sojourn:Store"], "PostgreSql", StringComparison.Ordinal))
        {
            keys.PersistKeysToSojourn();
        }
        else
        {
            keys.PersistKeysToFileSystem(data.Folder("keys"));
        }
    }
}
