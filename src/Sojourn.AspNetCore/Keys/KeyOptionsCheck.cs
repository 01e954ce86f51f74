using Sojourn.AspNetCore.Registration;
using Sojourn.Keys;

namespace Sojourn.AspNetCore.Keys;

/// <summary>Finds what is wrong with the options of the keys.</summary>
internal static class KeyOptionsCheck
{
    /// <summary>Adds one message for each fault.</summary>
    /// <param name="options">What is configured.</param>
    /// <param name="areKept">Whether Data Protection keys are kept in the session store.</param>
    /// <param name="faults">Where they go.</param>
    public static void AddFaults(KeyOptions options, bool areKept, List<string> faults)
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

        if (options.Secret is not null && !areKept)
        {
            // Whoever set it believes that his keys are sealed under it; where they are, nobody has looked.
            faults.Add(KeyFaults.UnusedSecret());
        }

        if (AffectedDataProtection.Loaded() is { } version)
        {
            faults.Add(KeyFaults.AffectedDataProtection(version));
        }
    }
}
