using Sojourn.Keys;

namespace Sojourn.AspNetCore.Carriers.Bearer;

/// <summary>A few keys, at hand or only after another look, and how often each way was asked.</summary>
internal sealed class CountedKeys(params SigningKey[] atHand) : ISigningKeySource
{
    /// <summary>What only another look finds.</summary>
    public List<SigningKey> Elsewhere { get; } = [];

    public int Finds { get; private set; }

    public int Looks { get; private set; }

    public SigningKey? Find(string kid)
    {
        Finds++;
        return Array.Find(atHand, key => string.Equals(key.KeyId, kid, StringComparison.Ordinal));
    }

    public ValueTask<SigningKey?> FindAsync(string kid, CancellationToken cancellationToken)
    {
        Looks++;
        return new ValueTask<SigningKey?>(
            Elsewhere.Find(key => string.Equals(key.KeyId, kid, StringComparison.Ordinal)));
    }
}
