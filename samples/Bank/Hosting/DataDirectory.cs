namespace Bank.Hosting;

/// <summary>The one folder that Bank writes to: people and money, sessions, and the keys that protect them.</summary>
internal sealed class DataDirectory
{
    private readonly string _path;

    private DataDirectory(string path) => _path = path;

    public static DataDirectory Open(WebApplicationBuilder builder)
    {
        var configured = builder.Configuration["Bank:DataDirectory"];
        var path = Path.GetFullPath(string.IsNullOrEmpty(configured) ? "data" : configured, builder.Environment.ContentRootPath);
        Directory.CreateDirectory(path);
        return new DataDirectory(path);
    }

    public string File(string name) => Path.Combine(_path, name);

    public string ConnectionString(string name) => $"Data Source={File(name)}";

    public DirectoryInfo Folder(string name) => new(File(name));
}
