using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Registration;
using Sojourn.Registration;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Kits;

/// <summary>
/// Tests that hold whatever a session is carried by: their text knows no transport. Each carrier derives every suite with
/// its kit; <see cref="CarrierSuiteTests"/> fails when one is left out.
/// </summary>
public abstract class CarrierSuite
{
    /// <summary>
    /// Longer than anything is believed without asking the store, and shorter than a person may pause.
    /// </summary>
    private protected static readonly TimeSpan BeyondEveryLease = TimeSpan.FromMinutes(6);

    private protected CarrierSuite(CarrierKit kit)
    {
        Kit = kit;
        Clock = new ManualTimeProvider();
        Store = new ProbeStore(Clock);
    }

    private protected CarrierKit Kit { get; }

    private protected ManualTimeProvider Clock { get; }

    /// <summary>The store of every site of this test.</summary>
    private protected ProbeStore Store { get; }

    /// <summary>One node over the test's store.</summary>
    private protected Task<TestSite> StartAsync(
        Action<SojournOptions>? options = null, Action<WebApplicationBuilder>? host = null,
        Action<WebApplication>? endpoints = null) =>
        StartAsync(chosen => chosen.AddStore(_ => Store), options, host, endpoints);

    /// <summary>A node over another store: another deployment, or two nodes over one that is not watched.</summary>
    private protected Task<TestSite> StartAsync(
        Action<ISojournBuilder> store, Action<SojournOptions>? options = null, Action<WebApplicationBuilder>? host = null,
        Action<WebApplication>? endpoints = null) =>
        TestSite.StartAsync(
            Clock,
            store,
            options,
            builder =>
            {
                SharedKeys.Add(builder);
                host?.Invoke(builder);
            },
            endpoints,
            Kit);
}
