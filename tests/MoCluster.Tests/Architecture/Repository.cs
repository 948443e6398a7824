namespace MoCluster.Tests.Architecture;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MoCluster.sln")))
                return folder.FullName;
        }

        // Built into a folder elsewhere: the tests are then run from within the checkout.
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MoCluster.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException(
            $"No MoCluster.sln above {AppContext.BaseDirectory} or {Environment.CurrentDirectory}: run the tests from within the checkout.");
    }
}
