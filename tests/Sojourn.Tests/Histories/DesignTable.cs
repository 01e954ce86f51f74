using Sojourn.Sessions;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Histories;

/// <summary>What the table of refreshes says, written from its prose and not from the code that is checked by it.</summary>
internal static class DesignTable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>The row of a genuine token of generation <paramref name="t"/>.</summary>
    /// <param name="row">The record as it was read.</param>
    /// <param name="t">The presented generation.</param>
    /// <param name="use">By whom and how it was presented.</param>
    /// <param name="now">When it was judged.</param>
    /// <param name="run">How many generations in a row were counted before this one.</param>
    /// <param name="isCounted">Whether this generation has been counted.</param>
    public static DesignVerdict Judge(
        SessionRecord row, int t, in TokenUse use, DateTimeOffset now, int run, bool isCounted)
    {
        var g = row.Token.Generation;
        var sinceHandOut = now - row.HandedOutAt;
        if (t > g)
        {
            return DesignVerdict.StoreWentBack;
        }

        if (t == g)
        {
            return use.IsRefresh && sinceHandOut >= RotationTable.HandOutWindow ? DesignVerdict.Rotates : DesignVerdict.Stays;
        }

        var isBeforeRefresh = t == g - 1 && row.Token.Cause == RotationCause.Refresh;
        if (isBeforeRefresh && now - row.Token.RotatedAt <= Grace)
        {
            return DesignVerdict.Repeats;
        }

        if (isBeforeRefresh && row.Acknowledged < g)
        {
            if (!use.IsRefresh)
            {
                return DesignVerdict.Stays;
            }

            var isItsOwn = use.Attempt != 0 && use.Attempt == row.Token.Attempt;
            return isItsOwn || isCounted ? DesignVerdict.Repeats
                : run + 1 >= RotationTable.LostAnswersForReuse ? DesignVerdict.Reuse : DesignVerdict.Counts;
        }

        return t >= g - 2 && sinceHandOut <= RotationTable.RaceWindow ? DesignVerdict.Superseded : DesignVerdict.Reuse;
    }
}
