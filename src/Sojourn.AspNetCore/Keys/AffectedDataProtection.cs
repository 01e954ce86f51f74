using System.Reflection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;

namespace Sojourn.AspNetCore.Keys;

/// <summary>Knows the Data Protection packages whose integrity check could be passed by forgeries: CVE-2026-40372.</summary>
/// <remarks>Packages 10.0.0 to 10.0.6 were hit when loaded as a package; the shared framework's own copy was not.</remarks>
internal static class AffectedDataProtection
{
    private static readonly Version First = new(10, 0, 0);
    private static readonly Version Last = new(10, 0, 6);

    /// <summary>The loaded version if it is an affected one, otherwise null.</summary>
    public static string? Loaded()
    {
        var loaded = typeof(KeyManagementOptions).Assembly;
        var version = VersionOf(loaded);
        return IsAffected(version, IsFrameworks(loaded, typeof(HttpContext).Assembly)) ? version : null;
    }

    /// <summary>Whether a version is affected; previews count as the release that they led to.</summary>
    /// <param name="version">As assemblies tell it: <c>10.0.4+1a2b3c</c>, <c>10.0.0-rc.1</c>.</param>
    /// <param name="isFrameworks">Whether the assembly is the shared framework's copy.</param>
    public static bool IsAffected(string version, bool isFrameworks) =>
        !isFrameworks
        && Version.TryParse(version.Split('+', '-')[0], out var number)
        && number >= First
        && new Version(number.Major, number.Minor, number.Build) <= Last;

    /// <summary>Whether both came together: from one folder, in one build.</summary>
    /// <remarks>
    /// Self-contained, package and framework share the application's folder, and only the build tells them apart. HTTP
    /// abstractions of .NET 10 exist in the framework alone.
    /// </remarks>
    private static bool IsFrameworks(Assembly loaded, Assembly framework) =>
        IsBesideApplication(loaded) == IsBesideApplication(framework)
        && string.Equals(VersionOf(loaded), VersionOf(framework), StringComparison.Ordinal);

    private static bool IsBesideApplication(Assembly assembly) =>
        File.Exists(Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.dll"));

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
