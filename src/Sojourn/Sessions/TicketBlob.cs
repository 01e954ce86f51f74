using Sojourn.Blobs;

namespace Sojourn.Sessions;

// A ticket before it is sealed: version (1 byte, 1) · current (4 bytes of length, bytes) · before (the same; empty = none).

/// <summary>
/// The ticket of the current generation and, while that is not acknowledged, of the generation before: a holder of the
/// older token keeps the older claims.
/// </summary>
internal readonly record struct TicketBlob(ReadOnlyMemory<byte> Current, ReadOnlyMemory<byte> Before)
{
    private const byte Version = 1;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out TicketBlob blob)
    {
        var reader = new BlobReader(bytes);
        var version = reader.Byte();
        blob = new TicketBlob(reader.Blob().ToArray(), reader.Blob().ToArray());
        return version == Version && reader.IsComplete;
    }

    public byte[] Write()
    {
        var writer = new BlobWriter();
        writer.Byte(Version);
        writer.Blob(Current.Span);
        writer.Blob(Before.Span);
        return writer.ToArray();
    }
}
