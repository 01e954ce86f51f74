using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sojourn.Browser.Nodes;

/// <summary>nginx with the configuration of the guide, in a temporary folder and on a free port.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    // Everything that is this run's own and not the site's. The header names the node that answered.
    private const string Main =
        """
        user www-data;
        worker_processes 1;
        pid nginx.pid;
        error_log stderr notice;
        events {}
        http {
            access_log off;
            client_body_temp_path body;
            proxy_temp_path proxy;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            add_header X-Served-By $upstream_addr always;
            include two-nodes.conf;
        }
        """;

    private static readonly string[] Programs = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sojourn-nginx-");
    private readonly int _port = LoopbackPort.Free();
    private ServerProcess? _process;

    public string Address => $"https://localhost:{_port}";

    public async Task StartAsync(BankNode a, BankNode b)
    {
        if (!OperatingSystem.IsWindows())
        {
            // Its workers run as another account when the tests run as root.
            File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_101_101);
        }

        var site = await File.ReadAllTextAsync(Checkout.PathOf("samples/Snippets/Web/two-nodes.conf"));
        await WriteAsync("two-nodes.conf", site
            .Replace("listen 8443", $"listen 127.0.0.1:{_port}", StringComparison.Ordinal)
            .Replace("127.0.0.1:5081", a.Authority, StringComparison.Ordinal)
            .Replace("127.0.0.1:5082", b.Authority, StringComparison.Ordinal));
        await WriteAsync("nginx.conf", Main);
        await WriteCertificateAsync();
        var start = new ProcessStartInfo(
            Programs.FirstOrDefault(File.Exists)
                ?? throw new InvalidOperationException("'nginx' is not here: install it, or run './test', which does."),
            ["-p", _folder.FullName, "-c", "nginx.conf", "-e", "stderr", "-g", "daemon off;"]);
        _process = await ServerProcess.StartAsync(start, "start worker process ");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task WriteCertificateAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await WriteAsync("bank.crt", certificate.ExportCertificatePem());
        await WriteAsync("bank.key", key.ExportPkcs8PrivateKeyPem());
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_folder.FullName, name), text);
}
