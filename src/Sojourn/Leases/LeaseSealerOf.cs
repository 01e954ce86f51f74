namespace Sojourn.Leases;

/// <summary>Makes the sealer of one cookie name: with the keys of the ring, or without a store with the host's own.</summary>
internal delegate ILeaseSealer LeaseSealerOf(string cookieName);
