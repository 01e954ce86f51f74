using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Sojourn.AspNetCore.Functional;

/// <summary>Data Protection keys that every node of the run shares, as nodes of one deployment do.</summary>
internal static class SharedKeys
{
    private static readonly EphemeralDataProtectionProvider Provider = new();

    public static void Add(WebApplicationBuilder host) => host.Services.AddSingleton<IDataProtectionProvider>(Provider);
}
