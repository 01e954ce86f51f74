namespace Sojourn.Faults;

/// <summary>A fault and how bad it is.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Latency">How much later each piece comes, for a delay.</param>
/// <param name="BytesPerSecond">How much passes in each direction of each connection, for a throttle.</param>
public readonly record struct Fault(FaultKind Kind, TimeSpan Latency = default, int BytesPerSecond = 0)
{
    public static Fault None => default;

    public static Fault Delay(TimeSpan latency) => new(FaultKind.Delay, latency);

    public static Fault Throttle(int bytesPerSecond) => new(FaultKind.Throttle, BytesPerSecond: bytesPerSecond);

    public static Fault Of(FaultKind kind) => new(kind);
}
