using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sojourn.Testing;

namespace Sojourn.Browser;

/// <summary>The sample bank on a real port, with a clock that a test moves and a folder of its own.</summary>
public sealed class Bank : WebApplicationFactory<Program>
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("sojourn-bank-");

    private readonly string _carrier;

    private Bank(string carrier)
    {
        _carrier = carrier;
    }

    /// <summary>Every way in which a session travels: what a person sees is the same.</summary>
    public static TheoryData<string> Carriers { get; } = new("Cookie", "Sealed", "Bearer");

    /// <summary>The server's time. The browser's own runs on.</summary>
    public ManualTimeProvider Clock { get; } = new();

    /// <summary>Where browsers find it: 'localhost', on which Chromium keeps secure cookies over http.</summary>
    public string Address { get; private set; } = "";

    public static Bank Open(string carrier = "Cookie")
    {
        var bank = new Bank(carrier);
        bank.UseKestrel(0);
        bank.StartServer();
        var addresses = bank.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        bank.Address = $"http://localhost:{new Uri(addresses.First()).Port}";
        return bank;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.UseSetting("Bank:DataDirectory", _data.FullName);
        builder.UseSetting("Sojourn:Carrier", _carrier);
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _data.Refresh();
        if (disposing && _data.Exists)
        {
            _data.Delete(recursive: true);
        }
    }
}
