using Sojourn.AspNetCore.Registration;
using Sojourn.Keys;

namespace Sojourn.AspNetCore.Keys;

/// <summary>Finds what is wrong with the options of the keys.</summary>
internal static class KeyOptionsCheck
{
    /// <summary>Adds one message for each fault.</summary>
    public static void AddFaults(KeyOptions options, List<string> faults)
    {
        if (options.ActiveFor < KeySchedule.ShortestActiveFor || options.ActiveFor > KeySchedule.LongestActiveFor)
        {
            faults.Add(OptionFaults.OutOfRange(
                "Sojourn:Keys:ActiveFor", options.ActiveFor,
                $"'{KeySchedule.ShortestActiveFor}' to '{KeySchedule.LongestActiveFor}'"));
        }

        if (options.SigningAlgorithm == SigningAlgorithm.None || !Enum.IsDefined(options.SigningAlgorithm))
        {
            faults.Add(OptionFaults.OutOfRange(
                "Sojourn:Keys:SigningAlgorithm", options.SigningAlgorithm, "'ES256', 'PS256' or 'RS256'"));
        }

        if (options.Secret is { } secret && WeakSecrets.FaultOf(secret) is { } fault)
        {
            faults.Add(KeyFaults.WeakSecret(fault));
        }

        if (AffectedDataProtection.Loaded() is { } version)
        {
            faults.Add(KeyFaults.AffectedDataProtection(version));
        }
    }
}
