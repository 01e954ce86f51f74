using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sojourn.Benchmarks.StoreLoad;

/// <summary>The process that answers the requests of one way, and the cookies of those who are signed in there.</summary>
internal sealed class StoreServer : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly Uri _address;

    private StoreServer(Process process, Uri address, string cookies)
    {
        (_process, _address, Cookies) = (process, address, cookies);
        // Read to the end, or the process would block on a full pipe.
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
    }

    public string Me => new Uri(_address, "/me").ToString();

    /// <summary>The file with one cookie a line.</summary>
    public string Cookies { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts the process.</summary>
    /// <param name="line">Its command; <c>{port}</c> in it becomes the port.</param>
    /// <param name="cookies">The file for cookies.</param>
    /// <param name="http">Asks whether it is there.</param>
    public static async Task<StoreServer> StartAsync(IEnumerable<string> line, string cookies, HttpClient http)
    {
        var port = FreePort().ToString(CultureInfo.InvariantCulture);
        var process = Command.Start(
            Command.Measured, [.. line.Select(word => word.Replace("{port}", port, StringComparison.Ordinal))]);
        var server = new StoreServer(process, new Uri($"http://127.0.0.1:{port}"), cookies);
        var started = Stopwatch.StartNew();
        while (!await server.AnswersAsync(http))
        {
            if (process.HasExited || started.Elapsed > StartsWithin)
            {
                throw new InvalidOperationException($"'{string.Join(' ', line)}' does not answer.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }

        return server;
    }

    /// <summary>Signs in that many times and keeps the cookies.</summary>
    public async Task SignInAsync(int times, HttpClient http)
    {
        var cookies = new string[times];
        await Parallel.ForAsync(0, times, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, stopping) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_address, "/sign-in"));
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            using var answer = await http.SendAsync(request, stopping);
            answer.EnsureSuccessStatusCode();
            cookies[number] = answer.Headers.GetValues("Set-Cookie").First().Split(';')[0];
        });
        await File.WriteAllLinesAsync(Cookies, cookies);
    }

    /// <summary>What the process itself counted of its store.</summary>
    public async Task<StoreUse> CountAsync(HttpClient http)
    {
        var numbers = (await http.GetStringAsync(new Uri(_address, "/counts"))).Split(' ')
            .Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToList();
        return new StoreUse(numbers[0], numbers[1], numbers[2]);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(_address, "/open"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
