namespace Sojourn.Keys;

/// <summary>What a node remembers because it verified it with keys.</summary>
internal interface IVerifiedMemory
{
    /// <summary>Forgets all of it: each is verified again at its next use.</summary>
    void Forget();
}
