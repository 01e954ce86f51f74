using Sojourn.Keys;

namespace Sojourn.Validation;

/// <summary>The near cache and the remembered leases: both compare with what a key has verified once.</summary>
internal sealed class VerifiedMemory(NearCache cache, LeaseMemory leases) : IVerifiedMemory
{
    public void Forget()
    {
        leases.Clear();
        cache.RemoveAll(_ => true);
    }
}
