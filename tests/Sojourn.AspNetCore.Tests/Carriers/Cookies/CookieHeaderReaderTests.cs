using Microsoft.Extensions.Primitives;

namespace Sojourn.AspNetCore.Carriers.Cookies;

public sealed class CookieHeaderReaderTests
{
    private const string Name = "__Host-sid";

    [Theory]
    [InlineData("__Host-sid=abc")]
    [InlineData("a=b; __Host-sid=abc")]
    [InlineData("a=b;__Host-sid=abc;c=d")]
    [InlineData("a=b; \t__Host-sid=abc; c=d")]
    [InlineData("a=b|__Host-sid=abc|c=d")]
    [InlineData("__Host-sid2=x; __Host-si=x; x__Host-sid=x; __Host-sid=abc")]
    [InlineData("a=__Host-sid=x; __Host-sid=abc")]
    [InlineData("; ;;__Host-sid=abc;")]
    [InlineData("__Host-sid; __Host-sid=abc")]
    public void A_cookie_is_found_by_its_exact_name(string header)
    {
        var reading = CookieHeaderReader.Read(LinesOf(header), Name, out var value);

        Assert.Equal(CookieReading.Found, reading);
        Assert.Equal("abc", value.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("=")]
    [InlineData("a=b")]
    [InlineData("__Host-sid")]
    [InlineData("=__Host-sid=x")]
    [InlineData("=__Host-sid")]
    [InlineData("__Host-sid =x")]
    [InlineData("__Host-sid\t=x")]
    [InlineData("__Host__sid=x")]
    [InlineData("__Host_sid=x")]
    [InlineData("__Host.sid=x")]
    [InlineData("..Host-sid=x")]
    [InlineData("__Host%2Dsid=x")]
    [InlineData("%5f%5fHost-sid=x")]
    [InlineData("__%48ost-sid=x")]
    [InlineData("\u2000__Host-sid=x")]
    [InlineData("\u00A0__Host-sid=x")]
    [InlineData("\u0085__Host-sid=x")]
    [InlineData("\u200B__Host-sid=x")]
    [InlineData("/__Host-sid=x")]
    [InlineData("$__Host-sid=x")]
    [InlineData("\"__Host-sid\"=x")]
    [InlineData("{__Host-sid=x")]
    [InlineData("a=b, __Host-sid=x")]
    [InlineData("a=\"b; c\"")]
    [InlineData("__Host-sid[]=x")]
    [InlineData("__Host-sid\0=x")]
    public void A_look_alike_of_other_letters_never_matches(string header)
    {
        var reading = CookieHeaderReader.Read(LinesOf(header), Name, out var value);

        Assert.Equal(CookieReading.Absent, reading);
        Assert.True(value.IsEmpty);
    }

    [Theory]
    [InlineData("__Host-sid=abc; __Host-sid=evil")]
    [InlineData("__Host-sid=abc; __Host-sid=abc")]
    [InlineData("__Host-sid=abc|__Host-sid=evil")]
    [InlineData("__Host-sid=abc; __host-SID=evil")]
    [InlineData("__host-SID=evil; __Host-sid=abc")]
    [InlineData("__HOST-SID=evil")]
    [InlineData("__Host-sid=")]
    [InlineData("__Host-sid=\"abc\"")]
    [InlineData("__Host-sid=abc ")]
    [InlineData("__Host-sid= abc")]
    [InlineData("__Host-sid=abc def")]
    [InlineData("__Host-sid=abc,def")]
    [InlineData("__Host-sid=abc%20")]
    [InlineData("__Host-sid=abc=")]
    [InlineData("__Host-sid==abc")]
    [InlineData("__Host-sid=ab+c/")]
    [InlineData("__Host-sid=abc\\")]
    [InlineData("__Host-sid=\u0430bc")]
    [InlineData("__Host-sid=abc\0")]
    [InlineData("a=\"b; __Host-sid=abc; c\"; __Host-sid=evil")]
    public void Two_of_a_name_and_values_never_issued_are_malformed(string header)
    {
        var reading = CookieHeaderReader.Read(LinesOf(header), Name, out var value);

        Assert.Equal(CookieReading.Malformed, reading);
        Assert.True(value.IsEmpty);
    }

    [Fact]
    public void No_header_is_no_cookie()
    {
        Assert.Equal(CookieReading.Absent, CookieHeaderReader.Read(default, Name, out _));
        Assert.Equal(CookieReading.Absent, CookieHeaderReader.Read(new StringValues([null, null]), Name, out _));
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var lines = LinesOf("theme=dark; _ga=GA1.1.123; __Host-sid=AQEBmPDnxWN6eyGdTgxvHSo7TAAAAAE; tz=UTC|other=1");
        CookieHeaderReader.Read(lines, Name, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            CookieHeaderReader.Read(lines, Name, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(3UL)]
    [InlineData(20261122UL)]
    public void Garbage_never_throws_and_never_yields_what_was_not_there_once(ulong seed)
    {
        var garbage = new SeededGarbage(seed);
        for (var round = 0; round < 20_000; round++)
        {
            var header = garbage.Text(8, Name, "=", ";", "; ", "abc", "__host-SID", "\"", ",", "|", "%", Name + "=abc");

            var reading = CookieHeaderReader.Read(LinesOf(header), Name, out var value);

            if (reading == CookieReading.Found)
            {
                var bearers = header.Split(';', '|').Select(pair => pair.TrimStart(' ', '\t'))
                    .Where(pair => pair.StartsWith(Name + "=", StringComparison.OrdinalIgnoreCase));
                var where = $"seed {garbage.Seed}, round {round}: {header}";
                Assert.Equal((where, Name + "=" + value.ToString()), (where, Assert.Single(bearers)));
            }
        }
    }

    private static StringValues LinesOf(string header) => new(header.Split('|'));
}
