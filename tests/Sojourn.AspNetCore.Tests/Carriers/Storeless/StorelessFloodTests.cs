using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sojourn.AspNetCore.Functional;
using Sojourn.AspNetCore.Hosting;
using Sojourn.Testing;

namespace Sojourn.AspNetCore.Carriers.Storeless;

/// <summary>Without a store: many sign-outs of one person are nobody else's affair, and none of them is forgotten.</summary>
public sealed class StorelessFloodTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Many_sign_outs_of_one_person_sign_nobody_else_out()
    {
        await using var site = await StartAsync();
        var first = await site.SignedInAsync();
        await first.DeleteAsync("/sojourn/session");
        var bystander = await site.SignedInAsync("grace");

        // What was started here is remembered for a minute; from then on the browser's lease alone speaks for the session.
        _clock.Advance(TimeSpan.FromMinutes(2));
        await site.Services.GetRequiredService<StorelessSteps>().SweepAsync(CancellationToken.None);
        await FloodAsync(site);

        Assert.Equal(HttpStatusCode.OK, (await bystander.GetAsync("/private")).StatusCode);
    }

    [Fact]
    public async Task Many_sign_outs_make_nobody_forget_an_end()
    {
        await using var site = await StartAsync();
        var person = await site.SignedInAsync("grace");
        var copy = person.Copy();
        await person.DeleteAsync("/sojourn/session");

        await FloodAsync(site);

        var answer = await copy.GetAsync("/private");
        Assert.Equal("signed-out", (string?)(await TestBrowser.JsonOf(answer))["reason"]);
    }

    [Fact]
    public async Task Many_sign_outs_make_nobody_forget_a_taken_role()
    {
        await using var site = await StartAsync();
        var person = await site.SignedInAsync("grace");
        await person.PostAsync("/reissue?role=admin");
        var copy = person.Copy();
        await person.PostAsync("/reissue?role=customer");
        _clock.Advance(TimeSpan.FromSeconds(11));

        await FloodAsync(site);

        Assert.NotEqual(HttpStatusCode.OK, (await copy.GetAsync("/admin")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await person.GetAsync("/admin")).StatusCode);
    }

    private async Task FloodAsync(TestSite site)
    {
        for (var time = 0; time < 200; time++)
        {
            var other = await site.SignedInAsync("mallory");
            await other.DeleteAsync("/sojourn/session");
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }
    }

    private Task<TestSite> StartAsync() =>
        TestSite.StartStorelessAsync(_clock, all => all.NearCacheCapacity = 8, host: SharedKeys.Add);
}
