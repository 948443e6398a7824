namespace MoCluster.Tests.Architecture;

/// <summary>The checkout from which the tests were built.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static readonly HashSet<string> Made = ["artifacts", "bin", "obj", "node_modules", ".git"];

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The files below a folder, sorted, without the output of builds and tools.</summary>
    public static IEnumerable<string> Files(params string[] folder) => Directory.EnumerateFiles(PathOf(folder), "*", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(part => Made.Contains(part)))
        .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MoCluster.sln")))
                return folder.FullName;
        }

        // Builds with output elsewhere run the tests from within the checkout.
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MoCluster.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException(
            $"No MoCluster.sln above {AppContext.BaseDirectory} or {Environment.CurrentDirectory}: run the tests from within the checkout.");
    }
}
