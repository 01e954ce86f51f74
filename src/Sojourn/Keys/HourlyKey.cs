using System.Security.Cryptography;

namespace Sojourn.Keys;

/// <summary>The AES-256-GCM key of one hour, with a cipher at hand: to set one up costs as much as to open two tickets.</summary>
/// <remarks>
/// Safe for concurrent use: a cipher serves one call at a time, and who finds none idle makes one. At most one is kept.
/// </remarks>
internal sealed class HourlyKey(byte[] key)
{
    /// <summary>The length of the authenticator, in bytes: the longest there is.</summary>
    public const int TagLength = 16;

    private AesGcm? _idle;

    public void Encrypt(
        ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> cipherText, Span<byte> tag, ReadOnlySpan<byte> associated)
    {
        var cipher = Take();
        cipher.Encrypt(nonce, plain, cipherText, tag, associated);
        Keep(cipher);
    }

    /// <summary>Opens a value.</summary>
    /// <returns>False when the authenticator is wrong; the plain text is then zeros.</returns>
    public bool TryDecrypt(
        ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipherText, ReadOnlySpan<byte> tag, Span<byte> plain, ReadOnlySpan<byte> associated)
    {
        var cipher = Take();
        try
        {
            cipher.Decrypt(nonce, cipherText, tag, plain, associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        finally
        {
            Keep(cipher);
        }
    }

    private AesGcm Take() => Interlocked.Exchange(ref _idle, null) ?? new AesGcm(key, TagLength);

    private void Keep(AesGcm cipher) => Interlocked.Exchange(ref _idle, cipher)?.Dispose();
}
