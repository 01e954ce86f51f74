using System.Net;

namespace Sojourn.Soak;

// Signs in, goes about on any node, rotates, now and then signs out and starts over. What must hold:
//
//   1  a sign-in that was acknowledged stands until its own sign-out
//   2  a sign-out that was acknowledged is final; other nodes refuse within the bound, counted from the acknowledgement
//   3  nobody is told that a session is over which nobody ended

/// <summary>One person with one browser, and what became of the sessions that they had.</summary>
internal sealed class SoakPerson(string name, IReadOnlyList<SoakNode> nodes, HttpClient http, SoakLedger ledger, Dice dice)
{
    private readonly List<(SoakJar Copy, long AcknowledgedAt)> _ended = [];
    private readonly List<SoakJar> _pending = [];
    private SoakJar? _jar;

    public async Task RunAsync(TimeSpan pause, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await StepAsync();
            await Task.Delay(pause, TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Once everything is whole again: what was acknowledged must be there.</summary>
    public async Task CheckAsync()
    {
        foreach (var node in nodes)
        {
            if (_jar is { } alive && await alive.SendAsync(node, HttpMethod.Get, "/certain", "check live") != HttpStatusCode.OK)
            {
                ledger.Violated($"an acknowledged sign-in of {name} is lost");
            }

            foreach (var over in _ended.Select(ended => ended.Copy).Concat(_pending))
            {
                if (await over.SendAsync(node, HttpMethod.Get, "/certain", "check ended") != HttpStatusCode.Unauthorized)
                {
                    ledger.Violated($"a sign-out of {name} is lost");
                }
            }
        }
    }

    private Task StepAsync() => (_jar, dice.Next(100)) switch
    {
        (null, _) => SignInAsync(),
        (_, < 70) => UseAsync("/private", HttpMethod.Get, "use"),
        (_, < 80) => UseAsync("/sojourn/session/renew", HttpMethod.Post, "renew"),
        (_, < 90) => UseAsync("/rotate", HttpMethod.Post, "rotate"),
        (_, < 95) => HauntAsync(),
        _ => SignOutAsync(),
    };

    private SoakNode AnyNode() => nodes[dice.Next(nodes.Count)];

    private async Task SignInAsync()
    {
        var jar = new SoakJar(http, ledger);
        if (await jar.SendAsync(AnyNode(), HttpMethod.Post, $"/sign-in?subject={name}", "sign in") is not HttpStatusCode.OK)
        {
            return;
        }

        _jar = jar;
        if (dice.Next(2) == 0 && await jar.SendAsync(AnyNode(), HttpMethod.Post, "/seal", "seal") is not HttpStatusCode.OK)
        {
            // It may have moved, and then what this browser holds is worth nothing: another sign-in.
            _jar = null;
        }
    }

    private async Task UseAsync(string path, HttpMethod method, string action)
    {
        if (await _jar!.SendAsync(AnyNode(), method, path, action) is HttpStatusCode.Unauthorized) // 3
        {
            ledger.Violated($"the session of {name} is refused on '{path}', and nobody ended it");
            _jar = null;
        }
    }

    private async Task SignOutAsync()
    {
        var node = AnyNode();
        var copy = _jar!.Copy();
        var answer = await _jar.SendAsync(node, HttpMethod.Delete, "/sojourn/session", "sign out");
        var acknowledgedAt = TimeProvider.System.GetTimestamp();
        if (answer is not (HttpStatusCode.NoContent or HttpStatusCode.Accepted))
        {
            // Refused or unanswered: whether it happened is unknown, so nothing is known of this session any more.
            _jar = null;
            return;
        }

        _jar = null;
        if (await copy.SendAsync(node, HttpMethod.Get, "/private", "here after sign-out") is HttpStatusCode.OK)
        {
            ledger.Violated($"the node that signed {name} out serves the session");
        }

        if (answer is HttpStatusCode.Accepted)
        {
            _pending.Add(copy);
            return;
        }

        _ended.Add((copy, acknowledgedAt));
        await WatchAsync(copy, AnyNode(), acknowledgedAt);
    }

    /// <summary>Asks another node until it refuses.</summary>
    private async Task WatchAsync(SoakJar copy, SoakNode node, long acknowledgedAt)
    {
        while (true)
        {
            var askedAfter = TimeProvider.System.GetElapsedTime(acknowledgedAt);
            var answer = await copy.SendAsync(node, HttpMethod.Get, "/private", "there after sign-out");
            if (answer is HttpStatusCode.Unauthorized)
            {
                ledger.Lags.Add(askedAfter);
                return;
            }

            if (answer is HttpStatusCode.OK && askedAfter > SoakPlan.Bound) // 2
            {
                ledger.Violated($"an ended session of {name} was served {askedAfter.TotalSeconds:F1} s after its end");
                return;
            }

            if (answer is not HttpStatusCode.OK && askedAfter > SoakPlan.Bound)
            {
                // 503 is no answer to whether it is over, and lets nobody through.
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Tries a session that ended before on any node; one that has no news yet has the bound as well.</summary>
    private async Task HauntAsync()
    {
        if (_ended.Count == 0)
        {
            return;
        }

        var (copy, acknowledgedAt) = _ended[dice.Next(_ended.Count)];
        var askedAfter = TimeProvider.System.GetElapsedTime(acknowledgedAt);
        if (await copy.SendAsync(AnyNode(), HttpMethod.Get, "/private", "long after sign-out") is HttpStatusCode.OK
            && askedAfter > SoakPlan.Bound)
        {
            ledger.Violated($"an ended session of {name} came back {askedAfter.TotalSeconds:F1} s after its end");
        }
    }
}
