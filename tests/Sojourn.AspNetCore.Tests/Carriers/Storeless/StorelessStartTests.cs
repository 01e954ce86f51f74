using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.AspNetCore.Registration;
using Sojourn.Registration;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Carriers.Storeless;

/// <summary>What a host without a store is told at start, and not in the night when somebody needs it.</summary>
public sealed class StorelessStartTests
{
    [Fact]
    public void No_store_can_be_added_to_the_builder()
    {
        Assert.False(typeof(ISojournBuilder).IsAssignableFrom(typeof(IStorelessSojournBuilder)));
        Assert.False(typeof(IStorelessSojournBuilder).IsAssignableFrom(typeof(ISojournBuilder)));
    }

    [Fact]
    public void With_and_without_a_store_at_once_is_refused_in_either_order()
    {
        var first = new ServiceCollection();
        first.AddSojourn();
        var second = new ServiceCollection();
        second.AddStorelessSojourn();

        Assert.StartsWith("SOJ3040", Assert.Throws<InvalidOperationException>(() => first.AddStorelessSojourn()).Message, StringComparison.Ordinal);
        Assert.StartsWith("SOJ3040", Assert.Throws<InvalidOperationException>(() => second.AddSojourn()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registering_it_twice_is_registering_it_once()
    {
        await using var site = await TestSite.StartStorelessAsync(host: host => host.Services.AddStorelessSojourn());

        Assert.Equal(1, site.Logs.CountOf(3004));
    }

    [Fact]
    public async Task What_needs_a_store_is_refused_with_all_faults_at_once()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => TestSite.StartStorelessAsync(options: all =>
        {
            all.FurtherCarriers.Add(Carrier.Cookie);
            all.Limits["browser"] = new KindLimitOptions { Most = 3 };
        }));

        Assert.Equal(2, failure.Failures.Count(fault => fault.StartsWith("SOJ3042", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_endpoint_that_asks_for_the_stores_word_refuses_the_start()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => TestSite.StartStorelessAsync(
            endpoints: app => app.MapGet("/certain", () => "certain").RequireAuthorization().RequireStoreCheck()));

        Assert.StartsWith("SOJ3041", failure.Message, StringComparison.Ordinal);
        Assert.Contains("/certain", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_added_later_is_never_run()
    {
        var late = new LateEndpoints();
        await using var site = await TestSite.StartStorelessAsync(
            endpoints: app => ((IEndpointRouteBuilder)app).DataSources.Add(late));
        var browser = await site.SignedInAsync();

        late.Add("/late", new RequireStoreCheckAttribute());
        var answer = await browser.GetAsync("/late");

        Assert.Equal("store-unavailable", await TestBrowser.CodeOf(answer));
    }

    [Fact]
    public async Task A_freshness_demand_is_answered_from_the_seal()
    {
        await using var site = await TestSite.StartStorelessAsync();
        var browser = await site.SignedInAsync();

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/fresh")).StatusCode);
    }

    private sealed class LateEndpoints : EndpointDataSource
    {
        private readonly List<Endpoint> _endpoints = [];
        private CancellationTokenSource _changed = new();

        public override IReadOnlyList<Endpoint> Endpoints => _endpoints;

        public override IChangeToken GetChangeToken() => new CancellationChangeToken(_changed.Token);

        public void Add(string path, object metadata)
        {
            _endpoints.Add(new RouteEndpoint(
                context => context.Response.WriteAsync("ran"), RoutePatternFactory.Parse(path), order: 0,
                new EndpointMetadataCollection(metadata), path));
            var before = _changed;
            _changed = new CancellationTokenSource();
            before.Cancel();
            before.Dispose();
        }
    }
}
