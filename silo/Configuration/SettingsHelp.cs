namespace MoCluster.Silo.Configuration;

/// <summary>The text of <c>--help</c>: the table of all settings, which is the file <c>CONFIGURATION.md</c>.</summary>
internal static class SettingsHelp
{
    /// <summary>The content of the file, which is a resource of the assembly.</summary>
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
