using Sojourn.AspNetCore.Registration;
using Sojourn.Keys;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Keys;

/// <summary>Turns validated options into the schedule of the keys.</summary>
internal static class KeyScheduleFactory
{
    /// <summary>A host without access tokens needs no signing key, and leaves those of others in the ring alone.</summary>
    public static KeySchedule Create(SojournOptions options) => new()
    {
        ActiveFor = options.Keys.ActiveFor,
        SigningAlgorithm = options.Has(Carrier.Bearer) ? options.Keys.SigningAlgorithm : null,
    };
}
