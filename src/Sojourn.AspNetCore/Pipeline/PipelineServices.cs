using Microsoft.Extensions.Logging;
using Sojourn.AspNetCore.Carriers;
using Sojourn.AspNetCore.Csrf;
using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Stores;
using Sojourn.Validation;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>What the pipeline works with, made once.</summary>
internal sealed class PipelineServices(
    CarrierSet carriers, SessionValidator validator, CrossSiteGuard guard, SessionAnswers answers, SessionEnder ender,
    StoreClock clock)
{
    public CarrierSet Carriers => carriers;

    public SessionValidator Validator => validator;

    public CrossSiteGuard Guard => guard;

    public SessionAnswers Answers => answers;

    public StoreClock Clock => clock;

    public required ILogger<SojournMiddleware> Logger { get; init; }

    public required RetiringTokens Retiring { get; init; }

    /// <summary>Who goes on while the store cannot be asked.</summary>
    public required OutageLease Outage { get; init; }

    /// <summary>The commands. A host without a store has none of its own to resolve.</summary>
    public required SessionManager Manager { get; init; }

    /// <summary>Whether sessions live in browsers alone.</summary>
    public bool IsStoreless { get; init; }

    /// <summary>A check against something outside the session store, or null.</summary>
    public ISessionCheck? Check { get; init; }

    /// <summary>The name under which the scheme is registered; Identity's own when it was taken over.</summary>
    public string Scheme { get; init; } = Registration.SojournDefaults.AuthenticationScheme;

    /// <summary>Ends a session that the check refused. A store that cannot be told is told later; the request is refused now.</summary>
    public async Task EndAsync(SessionId id, EndReason reason)
    {
        try
        {
            await ender.EndAsync(id, reason, actor: null, onlyIfIdleSince: null, CancellationToken.None);
        }
        catch (SessionStoreException)
        {
            // The ender remembers it and repeats it until it is confirmed.
        }
    }
}
