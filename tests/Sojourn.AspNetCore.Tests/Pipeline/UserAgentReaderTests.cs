namespace Sojourn.AspNetCore.Pipeline;

public sealed class UserAgentReaderTests
{
    private const string Mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/";
    private const string Windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) ";
    private const string IPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 ";
    private const string Android = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) ";

    [Theory]
    [InlineData(Windows + "Chrome/148.0.0.0 Safari/537.36", "Chrome", "Windows")]
    [InlineData(Windows + "Chrome/148.0.0.0 Safari/537.36 Edg/148.0.0.0", "Edge", "Windows")]
    [InlineData(Windows + "Chrome/146.0.0.0 Safari/537.36 OPR/130.0.0.0", "Opera", "Windows")]
    [InlineData(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox", "Windows")]
    [InlineData(Mac + "537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36", "Chrome", "macOS")]
    [InlineData(Mac + "605.1.15 (KHTML, like Gecko) Version/26.4 Safari/605.1.15", "Safari", "macOS")]
    [InlineData(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox", "macOS")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox", "Linux")]
    [InlineData("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox", "Linux")]
    [InlineData(
        "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0 Safari/537.36",
        "Chrome", "ChromeOS")]
    [InlineData(Android + "Chrome/148.0.0.0 Mobile Safari/537.36", "Chrome", "Android")]
    [InlineData(Android + "Chrome/148.0.0.0 Mobile Safari/537.36 EdgA/148.0.0.0", "Edge", "Android")]
    [InlineData(Android + "SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36", "Samsung Internet", "Android")]
    [InlineData(Android + "Chrome/148.0.0.0 Mobile Safari/537.36 OPR/98.0.0.0", "Opera", "Android")]
    [InlineData("Mozilla/5.0 (Android 16; Mobile; rv:150.0) Gecko/150.0 Firefox/150.0", "Firefox", "Android")]
    [InlineData(IPhone + "(KHTML, like Gecko) Version/26.4 Mobile/15E148 Safari/604.1", "Safari", "iOS")]
    [InlineData(IPhone + "(KHTML, like Gecko) CriOS/148.0.7778.60 Mobile/15E148 Safari/604.1", "Chrome", "iOS")]
    [InlineData(IPhone + "(KHTML, like Gecko) FxiOS/150.0 Mobile/15E148 Safari/605.1.15", "Firefox", "iOS")]
    [InlineData(
        IPhone + "(KHTML, like Gecko) Version/18.0 EdgiOS/148.0.0.0 Mobile/15E148 Safari/604.1", "Edge", "iOS")]
    [InlineData(IPhone + "(KHTML, like Gecko) Version/18.7 Mobile/15E148 Safari/604.1 OPT/6.2.1", "Opera", "iOS")]
    [InlineData(IPhone + "(KHTML, like Gecko) Mobile/15E148", "Other", "iOS")]
    [InlineData(Windows + "Chrome/146.0.0.0 Safari/537.36 Vivaldi/7.9", "Other", "Windows")]
    [InlineData(Windows + "HeadlessChrome/148.0.0.0 Safari/537.36", "Chrome", "Windows")]
    [InlineData(
        "Mozilla/5.0 (PlayStation; PlayStation 5/8.00) AppleWebKit/605.1.15 (KHTML, like Gecko)", "Other", "Other")]
    public void A_browser_and_its_platform_are_recognised(string text, string browser, string platform)
    {
        Assert.Equal(new UserAgent(browser, platform), UserAgentReader.Read(text));
    }

    [Theory]
    [InlineData(Mac + "605.1.15 (KHTML, like Gecko) CriOS/148 Version/26.4 Safari/605.1.15", "Chrome", "iOS")]
    [InlineData(Mac + "605.1.15 (KHTML, like Gecko) FxiOS/150.0 Safari/605.1.15", "Firefox", "iOS")]
    [InlineData(Mac + "605.1.15 (KHTML, like Gecko) Version/26.4 Mobile/15E148 Safari/604.1", "Safari", "iOS")]
    [InlineData(Mac + "605.1.15 (KHTML, like Gecko) Version/26.4 Safari/605.1.15", "Safari", "macOS")]
    public void An_ipad_that_poses_as_a_mac_is_known_where_it_leaves_a_word(
        string text, string browser, string platform)
    {
        Assert.Equal(new UserAgent(browser, platform), UserAgentReader.Read(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("curl/8.16.0")]
    [InlineData("okhttp/5.1.0")]
    [InlineData("Dart/3.9 (dart:io)")]
    [InlineData("\u0000\u001B[31m\uD800")]
    public void A_program_and_garbage_are_nobody(string? text)
    {
        Assert.Equal(default, UserAgentReader.Read(text));
    }

    [Fact]
    public void What_stands_beyond_the_limit_is_not_read()
    {
        var text = "Mozilla/5.0 (" + new string('x', 500) + ") Firefox/150.0";

        Assert.Equal(new UserAgent("Other", "Other"), UserAgentReader.Read(text));
    }

    [Theory]
    [InlineData(11UL)]
    public void Garbage_never_throws_and_is_never_repeated(ulong seed)
    {
        var garbage = new SeededGarbage(seed);
        for (var round = 0; round < 5_000; round++)
        {
            var text = "Mozilla/" + garbage.Text(200, "Chrome/", "Safari/", "\r\n", "Macintosh", "<script>");

            Assert.True(
                UserAgentReader.Read(text).Browser is "Chrome" or "Safari" or "Other", $"seed {seed}, round {round}");
        }
    }
}
