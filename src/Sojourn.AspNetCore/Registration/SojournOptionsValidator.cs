using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sojourn.AspNetCore.Carriers.Bearer;
using Sojourn.AspNetCore.Carriers.Cookies;
using Sojourn.AspNetCore.Csrf;
using Sojourn.AspNetCore.Hosting;
using Sojourn.AspNetCore.Keys;
using Sojourn.Registration;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Registration;

/// <summary>Checks every option at start and lists all faults together.</summary>
internal sealed class SojournOptionsValidator(IEnumerable<StoreRegistration> stores, IEnumerable<KeyEncryptionCheck> keptKeys)
    : IValidateOptions<SojournOptions>
{
    private static readonly TimeSpan ShortestIdle = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestAbsolute = TimeSpan.FromDays(400);
    private static readonly string[] Clearable = ["cache", "cookies", "storage"];

    public ValidateOptionsResult Validate(string? name, SojournOptions options)
    {
        var faults = new List<string>();
        CheckTimeouts(options, faults);
        CheckBounds(options, faults);
        CheckCanary(options.Canary, faults);
        CheckCarriers(options, faults);
        KeyOptionsCheck.AddFaults(options.Keys, keptKeys.Any(), faults);
        CheckCookie(options.Cookie, faults);
        CheckOrigins(options.Csrf, faults);
        CheckStores(faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckTimeouts(SojournOptions options, List<string> faults)
    {
        CheckPair("", options.IdleTimeout, options.AbsoluteTimeout, faults);
        CheckPair(
            "Remembered", options.RememberedIdleTimeout ?? options.IdleTimeout,
            options.RememberedAbsoluteTimeout ?? options.AbsoluteTimeout, faults);
        if (options.WarningLead < TimeSpan.Zero || options.WarningLead >= options.IdleTimeout)
        {
            faults.Add(OptionFaults.OutOfRange(
                "Sojourn:WarningLead", options.WarningLead, "zero or more and less than 'Sojourn:IdleTimeout'"));
        }
    }

    private static void CheckPair(string prefix, TimeSpan idle, TimeSpan absolute, List<string> faults)
    {
        if (idle < ShortestIdle)
        {
            faults.Add(OptionFaults.OutOfRange($"Sojourn:{prefix}IdleTimeout", idle, "at least 10 seconds"));
        }

        if (absolute > LongestAbsolute)
        {
            faults.Add(OptionFaults.OutOfRange($"Sojourn:{prefix}AbsoluteTimeout", absolute, "at most 400 days"));
        }

        if (idle > absolute)
        {
            faults.Add(OptionFaults.IdleExceedsAbsolute(prefix, idle, absolute));
        }
    }

    private static void CheckBounds(SojournOptions options, List<string> faults)
    {
        Check("Lease", options.Lease, TimeSpan.FromSeconds(30), TimeSpan.FromHours(1), faults);
        if (!Enum.IsDefined(options.LeaseWithoutFeed))
        {
            faults.Add(OptionFaults.OutOfRange("Sojourn:LeaseWithoutFeed", options.LeaseWithoutFeed, "'Ask' or 'Believe'"));
        }

        Check("OutageLease", options.OutageLease, TimeSpan.Zero, TimeSpan.FromHours(1), faults);
        Check("RotationGrace", options.RotationGrace, TimeSpan.Zero, TimeSpan.FromSeconds(60), faults);
        Check("StalenessBound", options.StalenessBound, TimeSpan.Zero, TimeSpan.FromMinutes(5), faults);
        Check("TombstoneRetention", options.TombstoneRetention, TimeSpan.FromHours(1), TimeSpan.FromDays(3650), faults);
        Check("SweepInterval", options.SweepInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), faults);
        Check("Devices:FreshWithin", options.Devices.FreshWithin, TimeSpan.FromSeconds(1), LongestAbsolute, faults);
        if (options.NearCacheCapacity is < 8 or > 16_777_216)
        {
            faults.Add(OptionFaults.OutOfRange("Sojourn:NearCacheCapacity", options.NearCacheCapacity, "8 to 16777216"));
        }

        if (options.Devices.EventStreams is < 1 or > 100)
        {
            faults.Add(OptionFaults.OutOfRange("Sojourn:Devices:EventStreams", options.Devices.EventStreams, "1 to 100"));
        }

        foreach (var (kind, limit) in options.Limits.Where(limit => limit.Value.Most < 1 || limit.Key.Length is 0 or > 32))
        {
            faults.Add(OptionFaults.OutOfRange($"Sojourn:Limits:{kind}:Most", limit.Most, "at least 1, for a kind of 1 to 32 characters"));
        }

        foreach (var kind in options.ClearSiteData.Except(Clearable, StringComparer.Ordinal))
        {
            faults.Add(OptionFaults.OutOfRange("Sojourn:ClearSiteData", kind, "'cache', 'cookies' or 'storage'"));
        }
    }

    private static void CheckCanary(CanaryOptions canary, List<string> faults)
    {
        if (canary.Interval != TimeSpan.Zero)
        {
            Check("Canary:Interval", canary.Interval, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10), faults);
        }

        Check("Canary:Promise", canary.Promise, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(5), faults);
    }

    private static void CheckCarriers(SojournOptions options, List<string> faults)
    {
        foreach (var carrier in options.FurtherCarriers.Prepend(options.Carrier).Where(carrier => !Enum.IsDefined(carrier)))
        {
            faults.Add(OptionFaults.OutOfRange("Sojourn:Carrier or FurtherCarriers", carrier, "'Cookie', 'Sealed' or 'Bearer'"));
        }

        if (options.Has(Carrier.Bearer))
        {
            BearerOptionsCheck.AddFaults(options.Bearer, faults);
        }
    }

    private static void Check(string option, TimeSpan value, TimeSpan least, TimeSpan most, List<string> faults)
    {
        if (value < least || value > most)
        {
            faults.Add(OptionFaults.OutOfRange($"Sojourn:{option}", value, $"'{least}' to '{most}'"));
        }
    }

    private static void CheckCookie(SessionCookieOptions cookie, List<string> faults)
    {
        if (!CookieText.IsToken(cookie.Name) || !cookie.Name.StartsWith("__Host-", StringComparison.Ordinal))
        {
            faults.Add(OptionFaults.OutOfRange("Sojourn:Cookie:Name", cookie.Name, "a token that starts with '__Host-'"));
        }

        if (cookie.SameSite is not (SameSiteMode.Strict or SameSiteMode.Lax))
        {
            faults.Add(OptionFaults.OutOfRange("Sojourn:Cookie:SameSite", cookie.SameSite, "'Strict' or 'Lax'"));
        }
    }

    private static void CheckOrigins(CsrfOptions csrf, List<string> faults)
    {
        foreach (var origin in csrf.PublicOrigins.Concat(csrf.TrustedOrigins))
        {
            if (!SerializedOrigin.TryParse(origin, out var parsed) || !parsed.IsTuple)
            {
                faults.Add(OptionFaults.OutOfRange(
                    "Sojourn:Csrf:PublicOrigins or TrustedOrigins", origin,
                    "scheme, host and port without a path, such as 'https://app.example.com'"));
            }
        }
    }

    private void CheckStores(List<string> faults)
    {
        var names = stores.Select(store => store.StoreType.Name).ToList();
        if (names.Count != 1)
        {
            faults.Add(OptionFaults.NotOneStore(names));
        }
    }
}
