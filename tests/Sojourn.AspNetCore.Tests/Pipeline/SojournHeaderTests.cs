using Microsoft.Extensions.Primitives;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Pipeline;

public sealed class SojournHeaderTests
{
    private const string Id = "019a8f0e-7c3a-7b21-9d4e-0c6f1d2a3b4c";

    [Fact]
    public void A_live_session_is_written_as_the_reference_says()
    {
        Assert.True(SessionId.TryParse(Id, out var id));

        Assert.Equal(
            "active; id=\"" + Id + "\"; generation=1; idle-seconds=1740; absolute-seconds=28800",
            SojournSessionHeader.Active(id, generation: 1, idleSeconds: 1740, absoluteSeconds: 28800));
    }

    [Fact]
    public void A_passed_deadline_is_zero_and_not_less()
    {
        var header = SojournSessionHeader.Active(default, 7, idleSeconds: -1, absoluteSeconds: long.MaxValue);

        Assert.EndsWith("; idle-seconds=0; absolute-seconds=999999999999999", header, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EndReason.Revoked, "ended; reason=revoked")]
    [InlineData(EndReason.CutOff, "ended; reason=cut-off")]
    [InlineData(EndReason.None, "ended")]
    [InlineData((EndReason)99, "ended")]
    public void An_end_names_its_reason_when_it_has_one(EndReason reason, string expected)
    {
        Assert.Equal(expected, SojournSessionHeader.Ended(reason));
    }

    [Fact]
    public void The_other_states_are_single_words()
    {
        Assert.Equal("none", SojournSessionHeader.None);
        Assert.Equal("unavailable", SojournSessionHeader.Unavailable);
    }

    [Theory]
    [InlineData(null, "Unstated")]
    [InlineData("user", "User")]
    [InlineData("background", "Background")]
    [InlineData("User", "Unstated")]
    [InlineData("user, background", "Unstated")]
    [InlineData("user|user", "Unstated")]
    [InlineData("", "Unstated")]
    [InlineData("later-word", "Unstated")]
    public void Activity_is_one_known_word_or_unstated(string? header, string expected)
    {
        Assert.Equal(expected, SojournActivityHeader.Read(LinesOf(header)).ToString());
    }

    [Theory]
    [InlineData(null, "Unstated")]
    [InlineData(Id, "Stated")]
    [InlineData(Id + "|" + Id, "Malformed")]
    [InlineData("\"" + Id + "\"", "Malformed")]
    [InlineData(" " + Id, "Malformed")]
    [InlineData("{" + Id + "}", "Malformed")]
    [InlineData("019a8f0e7c3a7b219d4e0c6f1d2a3b4c", "Malformed")]
    [InlineData("00000000-0000-0000-0000-000000000000", "Malformed")]
    [InlineData("", "Malformed")]
    public void An_expectation_is_one_session_id_or_malformed(string? header, string expected)
    {
        var expectation = SojournExpectHeader.Read(LinesOf(header), out var id);

        Assert.Equal(expected, expectation.ToString());
        Assert.Equal(expectation != SojournExpectation.Stated, id.IsDefault);
    }

    private static StringValues LinesOf(string? header) =>
        header is null ? default : new StringValues(header.Split('|'));
}
