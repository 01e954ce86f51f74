namespace Sojourn.Keys;

/// <summary>When keys are announced, active, retiring and gone.</summary>
internal sealed record KeySchedule
{
    public static readonly TimeSpan DefaultActiveFor = TimeSpan.FromDays(90);
}
