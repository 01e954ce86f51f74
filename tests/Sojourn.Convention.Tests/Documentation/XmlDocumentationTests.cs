using System.Text;
using System.Xml.Linq;

namespace Sojourn.Convention.Documentation;

/// <summary>What the generated documentation files say.</summary>
public sealed class XmlDocumentationTests
{
    private static readonly string[] MayBeEmpty = ["see", "seealso", "inheritdoc", "paramref", "typeparamref", "br"];
    private static readonly string[] Fillers = ["the", "a", "an", "gets", "sets", "get", "set", "or", "of", "this"];

    public static TheoryData<string> Projects => Shipping.Projects;

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_element_is_empty(string project)
    {
        var empty = Members(project).SelectMany(member => member.Descendants()
            .Where(element => !MayBeEmpty.Contains(element.Name.LocalName, StringComparer.Ordinal))
            .Where(element => string.IsNullOrWhiteSpace(element.Value) && !element.HasElements)
            .Select(element => $"{NameOf(member)}: <{element.Name}>"));

        Rule.Holds("Say something or leave the element out (H-32).", empty);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_summary_says_more_than_the_name(string project)
    {
        var repeating = Members(project)
            .Where(member => member.Element("summary") is { } summary && Repeats(summary.Value, NameOf(member)))
            .Select(NameOf);

        Rule.Holds("A summary says more than the member's name (H-32).", repeating);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Duration_options_state_their_default(string project)
    {
        var documented = Members(project).ToDictionary(NameOf, StringComparer.Ordinal);
        var silent = Shipping.TypesOf(Shipping.Find(project))
            .Where(type => type.IsPublic && type.Name.EndsWith("Options", StringComparison.Ordinal))
            .SelectMany(type => type.GetProperties())
            .Where(property => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(TimeSpan))
            .Select(property => $"P:{property.DeclaringType!.FullName}.{property.Name}")
            .Where(name => documented.GetValueOrDefault(name)?.Element("value")?.Value.Contains("Default", StringComparison.Ordinal) != true);

        Rule.Holds("A duration states its default in its value element (H-30).", silent);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Pages_that_are_pointed_to_exist(string project)
    {
        const string Site = "https://github.com/sojourn/sojourn/blob/main/";
        var missing = Members(project)
            .SelectMany(member => member.Descendants("seealso"))
            .Select(element => element.Attribute("href")?.Value ?? "")
            .Where(href => href.StartsWith(Site, StringComparison.Ordinal))
            .Where(href => !Repository.Exists(href[Site.Length..].Split('#')[0]));

        Rule.Holds("The documentation points to a page that is not there.", missing);
    }

    private static IEnumerable<XElement> Members(string project) =>
        XDocument.Load(Path.ChangeExtension(Shipping.Find(project).Location, ".xml")).Descendants("member")
            .Where(member => NameOf(member)[2..].StartsWith("Sojourn", StringComparison.Ordinal)
                || NameOf(member).Contains(".Sojourn", StringComparison.Ordinal));

    private static string NameOf(XElement member) => member.Attribute("name")!.Value;

    private static bool Repeats(string summary, string member)
    {
        var name = member.Split('(')[0].Split('.')[^1].Split('`')[0];
        var words = summary.Split([' ', '\n', '\r', '.', ',', ':', ';'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !Fillers.Contains(word, StringComparer.OrdinalIgnoreCase));
        return string.Equals(string.Concat(words), Letters(name), StringComparison.OrdinalIgnoreCase);
    }

    private static string Letters(string name)
    {
        var letters = new StringBuilder();
        foreach (var character in name.Where(char.IsLetterOrDigit))
        {
            letters.Append(character);
        }

        return letters.ToString();
    }
}
