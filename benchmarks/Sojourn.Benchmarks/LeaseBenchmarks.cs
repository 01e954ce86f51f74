using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Carriers.Bearer;
using Sojourn.AspNetCore.Registration;
using Sojourn.Leases;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Validation;

namespace Sojourn.Benchmarks;

/// <summary>Self-contained credentials: verified before on this node, and at first sight.</summary>
[MemoryDiagnoser]
public class LeaseBenchmarks
{
    private Node _node = null!;
    private AccessTokenOpener _opener = null!;
    private AccessTokenIssuer _issuer = null!;
    private LeaseSealer _sealer = null!;
    private string _accessToken = "";
    private string _sealed = "";
    private PresentedCredential _presented;

    // Not asynchronous: the in-process toolchain does not wait for a setup that is.
    [GlobalSetup]
    public void Setup()
    {
        _node = Node.StartAsync(Carrier.Bearer).GetAwaiter().GetResult();
        var settings = AccessTokenSettings.Of(
            new BearerOptions { Issuer = "https://bench.sojourn.example" }, new SessionPolicy());
        var tickets = new AccessTicketSealer(_node.Ring);
        _opener = new AccessTokenOpener(new AccessTokenReader(settings, _node.Ring), tickets, _node.Clock);
        _issuer = new AccessTokenIssuer(
            new AccessTokenWriter(settings), settings, _node.Ring, tickets, Options.Create(new SojournOptions()), _node.Clock);
        _sealer = new LeaseSealer(_node.Ring, "__Host-sid");
        _node.View.HostState = null;
        _accessToken = _issuer.Issue(_node.View).Text;
        _sealed = _sealer.Seal(LeaseOf(_node));
        _presented = new PresentedCredential { LeaseText = _accessToken.AsMemory(), Opener = _opener };
    }

    /// <summary>An access token that this node has verified before.</summary>
    [Benchmark(Baseline = true)]
    public bool Validate_known_access_token()
    {
        var judging = _node.Validator.ValidateAsync(_presented, ValidationDemands.None, CancellationToken.None);
        return judging.IsCompletedSuccessfully && judging.GetAwaiter().GetResult().Status == ValidationStatus.Active;
    }

    /// <summary>ES256, the strict reading, and the ticket inside.</summary>
    [Benchmark]
    public async Task<bool> Open_access_token_Async() =>
        await _opener.OpenAsync(_accessToken.AsMemory(), CancellationToken.None) is not null;

    [Benchmark]
    public string Issue_access_token() => _issuer.Issue(_node.View).Text;

    [Benchmark]
    public async Task<bool> Open_sealed_cookie_Async() =>
        await _sealer.OpenAsync(_sealed.AsMemory(), CancellationToken.None) is not null;

    [Benchmark]
    public string Seal_cookie() => _sealer.Seal(LeaseOf(_node));

    private static SessionLease LeaseOf(Node node) => new()
    {
        Id = node.View.Id,
        Carrier = Carrier.Sealed,
        Subject = node.View.Subject,
        Kind = node.View.Kind,
        Generation = node.View.Generation,
        Version = node.View.Version,
        AuthenticatedAt = node.View.AuthenticatedAt,
        Proof = node.View.Proof,
        LastActivityAt = node.View.LastActivityAt,
        IdleTimeout = node.View.IdleTimeout,
        AbsoluteAt = node.View.AbsoluteAt,
        IssuedAt = node.Clock.Now,
        BelievedUntil = node.Clock.Now + TimeSpan.FromMinutes(5),
        Ticket = node.View.Ticket,
        Reference = node.Token,
    };
}
