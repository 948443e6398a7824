namespace MoCluster.Silo.Configuration;

/// <summary>The table of all settings, as <c>--help</c> writes it: the page <c>CONFIGURATION.md</c>.</summary>
internal static class SettingsHelp
{
    /// <summary>The page.</summary>
    public static string Text
    {
        get
        {
            using var stream = typeof(SettingsHelp).Assembly.GetManifestResourceStream("CONFIGURATION.md")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
