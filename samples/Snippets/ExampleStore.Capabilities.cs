using Sojourn.Sessions;
using Sojourn.Stores;

namespace Snippets;

// snippet: store-example-capabilities
public sealed partial class ExampleStore : ICutOffStore, IKeyRingStore
{
    private readonly Dictionary<(CutOffScope, TenantId?, SubjectId?), CutOff> _cutOffs = [];
    private readonly Dictionary<KeyRingName, KeyRingRecord> _rings = [];

    public async ValueTask SetAsync(CutOff cutOff, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(cutOff);
        var key = (cutOff.Scope, cutOff.Tenant, cutOff.Subject);
        await Step(
            () => _cutOffs[key] = _cutOffs.TryGetValue(key, out var kept) && kept.At > cutOff.At ? kept : cutOff, cancellationToken);
    }

    public ValueTask<IReadOnlyList<CutOff>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        Step<IReadOnlyList<CutOff>>(
            () => [.. _cutOffs.Values.Where(kept => kept.Scope != CutOffScope.Subject && kept.At >= since)], cancellationToken);

    public ValueTask<KeyRingRecord> GetAsync(KeyRingName name, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(name);
        return Step(() => _rings.GetValueOrDefault(name) ?? new KeyRingRecord(0, default), cancellationToken);
    }

    public ValueTask<bool> ReplaceAsync(
        KeyRingName name, KeyRingRecord ring, long expectedVersion, CancellationToken cancellationToken)
    {
        StoreArguments.ThrowIfMalformed(name);
        StoreArguments.ThrowIfMalformed(ring, expectedVersion);
        return Step(
            () => (_rings.GetValueOrDefault(name)?.Version ?? 0) == expectedVersion
                && (_rings[name] = ring with { Protected = ring.Protected.ToArray() }) is not null,
            cancellationToken);
    }
}

// end
