namespace Sojourn.Convention;

/// <summary>The files of the repository, named from its root with forward slashes.</summary>
internal static class Repository
{
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal)
    {
        ".git", ".vs", ".idea", ".vscode", "artifacts", "bin", "obj", "node_modules", "dist", "coverage", "wwwroot",
        "TestResults",
    };

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Files(string under, string extension) =>
        FilesBelow(Path.Combine(Root, under))
            .Where(path => path.EndsWith(extension, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    public static string PathOf(string name) => Path.Combine(Root, name);

    public static bool Exists(string name) => File.Exists(PathOf(name)) || Directory.Exists(PathOf(name));

    public static string Read(string name) => File.ReadAllText(PathOf(name));

    public static string[] Lines(string name) => File.ReadAllLines(PathOf(name));

    private static IEnumerable<string> FilesBelow(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Select(Name)
                .Concat(Directory.EnumerateDirectories(folder)
                    .Where(child => !Ignored.Contains(Path.GetFileName(child)))
                    .SelectMany(FilesBelow))
            : [];

    private static string Name(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

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
