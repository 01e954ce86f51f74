namespace Sojourn.AspNetCore.Endpoints;

/// <summary>One page of the device list, newest first.</summary>
/// <param name="Sessions">The person's, at most as many as were asked for.</param>
/// <param name="Next">The cursor of the next page; absent on the last.</param>
internal sealed record DeviceListAnswer(IReadOnlyList<DeviceAnswer> Sessions, string? Next);
