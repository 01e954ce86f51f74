namespace Sojourn.Convention.Surface;

/// <summary>A change of what hosts can use is a visible difference in review (H-8).</summary>
public sealed class PublicApiTests
{
    private const string Update = "SOJOURN_UPDATE_API";

    public static TheoryData<string> Projects => Shipping.Projects;

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_public_surface_is_the_listed_one(string project)
    {
        var file = $"src/{project}/PublicApi.txt";
        var actual = ApiText.Of(Shipping.Find(project));
        if (Environment.GetEnvironmentVariable(Update) is "1")
        {
            File.WriteAllText(Repository.PathOf(file), actual);
        }

        var listed = Repository.Exists(file) ? Repository.Read(file) : "";
        var added = actual.Split('\n').Except(listed.Split('\n'), StringComparer.Ordinal);
        var removed = listed.Split('\n').Except(actual.Split('\n'), StringComparer.Ordinal);

        Assert.True(
            string.Equals(listed, actual, StringComparison.Ordinal),
            $"The public surface of '{project}' differs from '{file}'. If that is meant, run the tests with '{Update}=1', "
            + $"and say in the change log what hosts must do.\nAdded:\n{string.Join('\n', added)}\nRemoved:\n{string.Join('\n', removed)}");
    }
}
