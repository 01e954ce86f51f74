using Sojourn.Blobs;
using Sojourn.Stores;

namespace Sojourn.Sessions;

// The details' format, version 1 (numbers big-endian; text = two bytes of length + 1, 0 for null, then UTF-8):
//
//   version (1 byte) · carrier (1) · flags (1: persistent 1, reports activity 2, has a proof before 4, refresh in body 8)
//   browser, platform, network, device name (4 texts)
//   proof: at (8, Unix milliseconds) · assurance (text) · number of methods (1) · methods (texts)
//   proof before, in the same form, if the flag says so
//
// Unknown versions, carriers and flags, and bytes left over, are refused as written by a newer version. Golden files pin it.

/// <summary>Writes and reads the details of a session.</summary>
internal static class SessionDetailsCodec
{
    private const byte Version = 1;
    private const byte Persistent = 1;
    private const byte ReportsActivity = 2;
    private const byte HasProofBefore = 4;
    private const byte RefreshInBody = 8;
    private const byte AllFlags = Persistent | ReportsActivity | HasProofBefore | RefreshInBody;

    public static byte[] Write(SessionDetails details)
    {
        var writer = new BlobWriter();
        writer.Byte(Version);
        writer.Byte((byte)details.Carrier);
        writer.Byte((byte)((details.IsPersistent ? Persistent : 0)
            | (details.ReportsActivity ? ReportsActivity : 0)
            | (details.ProofBefore is not null ? HasProofBefore : 0)
            | (details.HasRefreshInBody ? RefreshInBody : 0)));
        writer.Text(details.Client.Browser);
        writer.Text(details.Client.Platform);
        writer.Text(details.Client.Network);
        writer.Text(details.DeviceName);
        WriteProof(writer, details.Proof);
        if (details.ProofBefore is { } before)
        {
            WriteProof(writer, before);
        }

        return writer.ToArray();
    }

    public static SessionDetails Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new BlobReader(bytes);
        var version = reader.Byte();
        var carrier = (Carrier)reader.Byte();
        var flags = reader.Byte();
        if (version != Version || carrier > Carrier.Bearer || flags > AllFlags)
        {
            throw new SessionStoreException(Errors.UnknownDetailsFormat(), cause: null);
        }

        var client = new ClientContext(reader.Text(), reader.Text(), reader.Text());
        var details = new SessionDetails
        {
            Carrier = carrier,
            Client = client == ClientContext.Unknown ? ClientContext.Unknown : client,
            DeviceName = reader.Text(),
            Proof = ReadProof(ref reader),
            ProofBefore = (flags & HasProofBefore) != 0 ? ReadProof(ref reader) : null,
            IsPersistent = (flags & Persistent) != 0,
            ReportsActivity = (flags & ReportsActivity) != 0,
            HasRefreshInBody = (flags & RefreshInBody) != 0,
        };
        return reader.IsComplete ? details : throw new SessionStoreException(Errors.UnknownDetailsFormat(), cause: null);
    }

    internal static void WriteProof(BlobWriter writer, SessionProof proof)
    {
        writer.Instant(proof.At);
        writer.Text(proof.Assurance);
        writer.Byte(checked((byte)proof.Methods.Count));
        foreach (var method in proof.Methods)
        {
            writer.Text(method);
        }
    }

    internal static SessionProof ReadProof(ref BlobReader reader)
    {
        var at = reader.Instant();
        var assurance = reader.Text();
        var methods = new string[reader.Byte()];
        for (var index = 0; index < methods.Length; index++)
        {
            methods[index] = reader.Text() ?? "";
        }

        return new SessionProof(at, methods, assurance);
    }
}
