using Microsoft.Extensions.Options;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Registration;

/// <summary>Refuses at start what cannot be had without a store.</summary>
internal sealed class StorelessOptionsCheck : IValidateOptions<SojournOptions>
{
    public ValidateOptionsResult Validate(string? name, SojournOptions options)
    {
        var faults = new List<string>();
        if (options.Carrier != Carrier.Sealed || options.FurtherCarriers.Count > 0)
        {
            faults.Add(OptionFaults.NeedsStore(
                "Sojourn:Carrier", "'Sealed' and no further carrier: an opaque or refresh token is worth nothing without a record"));
        }

        if (options.Limits.Count > 0)
        {
            faults.Add(OptionFaults.NeedsStore("Sojourn:Limits", "empty: no node knows how many sessions a person has"));
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
