namespace Sojourn.Validation;

public sealed class FixedTimeTextTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(1700)]
    public void One_changed_character_at_any_place_is_another_text(int length)
    {
        var text = new string('a', length);
        Assert.True(FixedTimeText.AreEqual(text, new string('a', length)));
        for (var place = 0; place < length; place++)
        {
            var changed = text.ToCharArray();
            changed[place] = '\u0161'; // its low byte is that of 'a'
            Assert.False(FixedTimeText.AreEqual(text, changed));
            Assert.False(FixedTimeText.AreEqual(changed, text));
        }
    }

    [Fact]
    public void A_prefix_is_another_text()
    {
        Assert.False(FixedTimeText.AreEqual("abcd", "abc"));
        Assert.False(FixedTimeText.AreEqual("", "a"));
    }

    [Fact]
    public void Two_differences_do_not_cancel_out()
    {
        var changed = new string('b', 64);
        Assert.False(FixedTimeText.AreEqual(new string('a', 64), changed));
    }
}
