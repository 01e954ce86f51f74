using Sojourn.Keys;

namespace Sojourn.Benchmarks;

/// <summary>Leaves key rings as they are: nothing of a benchmark outlives it.</summary>
internal sealed class PlainProtector : IKeyRingProtector
{
    public byte[] Protect(byte[] plain) => plain;

    public byte[] Unprotect(byte[] protectedRing) => protectedRing;
}
