namespace Sojourn.Browser.Nodes;

/// <summary>The files that these tests were built from.</summary>
internal static class Checkout
{
    private static readonly string Root = FindRoot();

    public static string PathOf(string name) => Path.Combine(Root, name);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Sojourn.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("No 'Sojourn.slnx' above the tests. Run them from a checkout.");
        }

        return folder.FullName;
    }
}
