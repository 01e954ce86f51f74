namespace Sojourn.Registration;

/// <summary>Marks one registered store, so that none and two are refused at start.</summary>
/// <param name="StoreType">The store's class.</param>
internal sealed record StoreRegistration(Type StoreType);
