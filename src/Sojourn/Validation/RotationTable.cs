using Sojourn.Sessions;
using Sojourn.Tokens;

namespace Sojourn.Validation;

// The table, for a genuine token of generation t on a session at generation g. Its numbers come from simulated histories of
// tabs, lost and late answers, network changes and thieves (decision 0023).
//
//   1  t > g                                            the store lost writes
//   2  t = g                                            valid if the hash matches, otherwise a mismatch
//   3  t = g - 1, the hash does not match               mismatch
//   4  t = g - 1, refreshed, within the grace           the same successor, uncounted
//   5  t = g - 1, refreshed, g unacknowledged           the same successor to a refresh: the answer was lost; whoever only
//                                                       asks is valid and gets none
//   6  t = g - 1, otherwise rotated, g unacknowledged   valid as before; so for the grace after the rotation or the
//      or just acknowledged                             acknowledgement, whichever this node knows to be later
//   7  t = g - 1 or g - 2, handed out < 90 s ago        superseded: answers out of order, stalled requests
//   8  t < g                                            reuse

/// <summary>Judges an older or newer token by the store's row. One pure function, so that every row is a test.</summary>
internal static class RotationTable
{
    /// <summary>Within this after a hand-out, an older token is a race and not a theft.</summary>
    /// <remarks>
    /// An answer takes up to 40 s. Until it has arrived another tab may send the older token, which takes up to 40 s as well.
    /// </remarks>
    public static readonly TimeSpan RaceWindow = TimeSpan.FromSeconds(90);

    /// <summary>Within this after a hand-out, a refresh of the generation itself does not rotate.</summary>
    /// <remarks>
    /// Longer than an answer takes plus the precision of the instant, or an answer that carries the older token could
    /// arrive after one that carries the newer, and the browser would keep the older.
    /// </remarks>
    public static readonly TimeSpan HandOutWindow = TimeSpan.FromSeconds(60);

    /// <summary>The run of generations with a lost answer that counts as reuse.</summary>
    public const int LostAnswersForReuse = 5;

    public static RotationVerdict Judge(
        SessionRecord record, in PresentedGeneration presented, DateTimeOffset now, TimeSpan grace,
        DateTimeOffset? acknowledgedAt = null)
    {
        var token = record.Token;
        var behind = token.Generation - presented.Generation;
        return behind switch
        {
            < 0 => RotationVerdict.StoreWentBack,
            0 => JudgeCurrent(record, presented, now),
            1 when !presented.MatchesPrevious => RotationVerdict.Mismatch,
            1 when token.Cause == RotationCause.Refresh => JudgeRefreshed(record, presented, now, grace),
            1 when IsStillBefore(record, now, grace, acknowledgedAt) => RotationVerdict.Before,
            <= 2 when now - record.HandedOutAt <= RaceWindow => RotationVerdict.Superseded,
            _ => RotationVerdict.Reuse,
        };
    }

    /// <summary>Compares a token's hash with the record's, both always and in constant time.</summary>
    public static PresentedGeneration Present(
        in SessionToken token, TokenState state, bool isRefresh, UInt128 attempt)
    {
        var hash = SessionTokens.Hash(token);
        var matchesCurrent = hash.FixedTimeEquals(state.Current);
        var matchesPrevious = hash.FixedTimeEquals(state.Previous ?? default) && state.Previous is not null;
        return new PresentedGeneration(
            token.Generation,
            matchesCurrent && token.Generation == state.Generation,
            matchesPrevious && token.Generation == state.Generation - 1,
            isRefresh, attempt);
    }

    /// <summary>The count to store when a lost answer is handed out again: a positive number counts this generation.</summary>
    public static int CountLostAnswer(TokenState token) =>
        token.LostAnswers > 0 ? token.LostAnswers : -token.LostAnswers + 1;

    /// <summary>The count that the next generation starts with: negative, the run so far, this generation not counted.</summary>
    public static int CarryLostAnswers(TokenState token) => token.LostAnswers > 0 ? -token.LostAnswers : 0;

    private static RotationVerdict JudgeCurrent(
        SessionRecord record, in PresentedGeneration presented, DateTimeOffset now)
    {
        if (!presented.MatchesCurrent)
        {
            return RotationVerdict.Mismatch;
        }

        // Eight tabs that wake together: one has just been handed this generation, the others need no newer one.
        return presented.IsRefresh && now - record.HandedOutAt < HandOutWindow
            ? RotationVerdict.ValidWithoutRotation
            : RotationVerdict.Valid;
    }

    private static RotationVerdict JudgeRefreshed(
        SessionRecord record, in PresentedGeneration presented, DateTimeOffset now, TimeSpan grace)
    {
        var token = record.Token;
        if (now - token.RotatedAt <= grace)
        {
            return RotationVerdict.Successor;
        }

        if (record.Acknowledged >= token.Generation)
        {
            return now - record.HandedOutAt <= RaceWindow ? RotationVerdict.Superseded : RotationVerdict.Reuse;
        }

        // Who only asks has no attempt id to show and needs no successor: counting it would take a page that looks whether
        // it is signed in, while the answer to its refresh is lost, for a second holder.
        if (!presented.IsRefresh)
        {
            return RotationVerdict.Unanswered;
        }

        if (presented.Attempt != 0 && presented.Attempt == token.Attempt)
        {
            return RotationVerdict.Successor;
        }

        return CountLostAnswer(token) >= LostAnswersForReuse ? RotationVerdict.Reuse : RotationVerdict.SuccessorCounted;
    }

    private static bool IsStillBefore(
        SessionRecord record, DateTimeOffset now, TimeSpan grace, DateTimeOffset? acknowledgedAt)
    {
        var since = acknowledgedAt > record.Token.RotatedAt ? acknowledgedAt.Value : record.Token.RotatedAt;
        return record.Acknowledged < record.Token.Generation && acknowledgedAt is null || now - since <= grace;
    }
}
