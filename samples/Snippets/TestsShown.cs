using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.Stores;
using Sojourn.Testing;
using Sojourn.Testing.Conformance;
using Xunit;

namespace Snippets;

public sealed class TestsShown
{
    // snippet: testing-time
    [Fact]
    public async Task Somebody_who_is_away_for_half_an_hour_is_signed_out()
    {
        var clock = new ManualTimeProvider();
        await using var app = await TestApplication.StartAsync(clock);
        using var browser = app.GetTestClient();
        browser.BaseAddress = new Uri("https://localhost");
        var cookie = await TestApplication.SignInAsync(browser);

        clock.Advance(TimeSpan.FromMinutes(31));

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/orders", UriKind.Relative));
        request.Headers.Add("Cookie", cookie);
        using var answer = await browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    // end
}

public static class TestApplication
{
    // snippet: testing-host
    public static async Task<WebApplication> StartAsync(ManualTimeProvider clock)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(clock); // before AddSojourn: everything follows it
        builder.Services.AddAuthorization();
        builder.Services.AddSojourn().AddInMemory();

        var app = builder.Build();
        app.UseSojourn();
        app.UseAuthorization();
        app.MapGet("/api/orders", () => Orders.All).RequireAuthorization();
        app.MapPost("/api/sign-in", () => SignInAs("ada")).TreatAsSignIn();
        await app.StartAsync();
        return app;
    }

    // end

    // snippet: testing-sign-in
    public static async Task<string> SignInAsync(HttpClient browser)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/sign-in", UriKind.Relative));
        request.Headers.Add("Sec-Fetch-Site", "same-origin"); // what a browser says of the application's own page
        using var answer = await browser.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    // end

    private static Microsoft.AspNetCore.Http.HttpResults.SignInHttpResult SignInAs(string userId) =>
        Microsoft.AspNetCore.Http.TypedResults.SignIn(new System.Security.Claims.ClaimsPrincipal(
            new System.Security.Claims.ClaimsIdentity([new System.Security.Claims.Claim("sub", userId)], "test")));
}

// snippet: store-fixture
public sealed class MyStoreFixture : StoreFixture
{
    private ExampleStore? _store;

    public override StoreCapabilities Capabilities => StoreCapabilities.CutOffs | StoreCapabilities.KeyRing; // no change feed

    public override ValueTask<ISojournStore> OpenAsync(TimeProvider time) =>
        ValueTask.FromResult<ISojournStore>(_store ??= new ExampleStore(time)); // yours: another node on the same data
}

// end

// snippet: store-suites
public sealed class CreationTests : CreationSuite<MyStoreFixture>;

public sealed class RenewalTests : RenewalSuite<MyStoreFixture>;

public sealed class CompletenessTests
{
    [Fact] // fails with the names of the suites that nobody derived
    public void Every_suite_is_derived() => ConformanceSuites.AssertComplete<MyStoreFixture>(typeof(MyStoreFixture).Assembly);
}

// end

public static class StoreRegistrationShown
{
    public static void Register(IServiceCollection services)
    {
        // snippet: store-register
        services.AddSojourn().AddStore(provider => new ExampleStore(provider.GetRequiredService<TimeProvider>()));
        // end
    }
}
