using System.Diagnostics;

namespace Sojourn.PostgreSql;

/// <summary>A network of its own for one process, joined to this one by a cable that can be pulled.</summary>
/// <remarks>Needs a privileged process and Linux's <c>ip</c>; one at a time, since its addresses are fixed.</remarks>
public sealed class NetworkNamespace : IDisposable
{
    public const string InnerAddress = "198.18.77.2";
    public const string Network = "198.18.77.0/30";

    private const string OuterAddress = "198.18.77.1/30";
    private const string Name = "sojourn-fault";
    private const string OuterEnd = "sojourn-out";
    private const string InnerEnd = "sojourn-in";

    private NetworkNamespace()
    {
    }

    /// <summary>What stands before a command that is to run inside.</summary>
    public string[] Prefix { get; } = ["ip", "netns", "exec", Name];

    /// <summary>Null where the system does not let this process make one.</summary>
    public static NetworkNamespace? TryCreate()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !Run("netns", "add", Name))
        {
            return null;
        }

        var network = new NetworkNamespace();
        if (Run("link", "add", OuterEnd, "type", "veth", "peer", "name", InnerEnd)
            && Run("link", "set", InnerEnd, "netns", Name)
            && Run("address", "add", OuterAddress, "dev", OuterEnd)
            && Run("link", "set", OuterEnd, "up")
            && Run("netns", "exec", Name, "ip", "address", "add", InnerAddress + "/30", "dev", InnerEnd)
            && Run("netns", "exec", Name, "ip", "link", "set", InnerEnd, "up"))
        {
            return network;
        }

        network.Dispose();
        return null;
    }

    /// <summary>Nothing passes any more, and nobody is told.</summary>
    public static void Cut() => Must("netns", "exec", Name, "ip", "link", "set", InnerEnd, "down");

    /// <summary>Everything passes again, what was sent meanwhile included.</summary>
    public static void Heal() => Must("netns", "exec", Name, "ip", "link", "set", InnerEnd, "up");

    public void Dispose()
    {
        Run("link", "delete", OuterEnd);
        Run("netns", "delete", Name);
    }

    private static void Must(params string[] arguments)
    {
        if (!Run(arguments))
        {
            throw new InvalidOperationException($"'ip {string.Join(' ', arguments)}' failed.");
        }
    }

    private static bool Run(params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo("ip", arguments)
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            };
            using var process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
