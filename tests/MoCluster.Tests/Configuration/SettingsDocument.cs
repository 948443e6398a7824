using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MoCluster.Silo.Configuration;

namespace MoCluster.Tests.Configuration;

/// <summary>
/// Writes the table of all settings: keys, defaults and ranges from the options classes, and descriptions from their documentation
/// comments.
/// </summary>
internal static partial class SettingsDocument
{
    private static readonly Dictionary<string, XDocument> Documentation = [];

    /// <summary>The content of <c>silo/CONFIGURATION.md</c>.</summary>
    public static string Write()
    {
        var text = new StringBuilder();
        text.Append("""
            # Configuration

            Generated from the options classes (`silo/Configuration/SettingsTable.cs` lists them); a test compares it with them, and writes it anew
            with `MOCLUSTER_WRITE_CONFIGURATION=1`.

            Settings are .NET configuration, the later source winning: `appsettings.json` where the process was started, environment
            variables (`Store__Kind=Memory`), the command line (`Store:Kind=Memory`, also as `./mo up -- Store:Kind=Memory`). A key that
            does not exist and a value that is not allowed refuse the start. Keys that begin with the full name of a module in `Triggers:Modules`
            are that module's own (modules/README.md).

            Before its settings the process takes a verb: `up` serves and is the default; `migrate` brings PostgreSQL's schema up to date and
            ends; `backup FILE` copies the embedded store; `restored` ends a restore; `verify` reads all of the embedded store, or of a backup
            (`verify FILE`), and tells what is damaged. They are `./mo`'s own: `./mo migrate -- Store:Kind=PostgreSql …`.

            | Key | Default | Allowed | What it does |
            |---|---|---|---|

            """);
        Row(ListenUrls.Key, ListenUrls.Default, ListenUrls.Allowed, ListenUrls.Description);
        foreach (var section in SettingsTable.Sections)
        {
            var defaults = Activator.CreateInstance(section.Type)!;
            foreach (var setting in section.Settings)
                Row(setting.Key, setting.Of(defaults), setting.Allowed, Summary(setting) + Former(setting) + Os2mos(setting));
        }

        text.Append("""

            `Logging:LogLevel:<category>` is .NET's own: `Logging:LogLevel:MoCluster=Debug` shows more. The log goes to stderr, a line an entry;
            `Logging:Console:FormatterName=simple` writes stack traces of Orleans and of warnings too, `json` is for collectors of logs.

            """);
        return text.ToString();

        void Row(string key, string value, string allowed, string description) => text
            .Append("| `").Append(key).Append("` | ").Append(value.Length == 0 ? "none" : $"`{value}`").Append(" | ")
            .Append(allowed.Replace("|", "\\|", StringComparison.Ordinal)).Append(" | ").Append(description).Append(" |\n");
    }

    private static string Former(Setting setting) => setting.FormerKey is { } key ? $" Formerly `{key}`, which this version still accepts." : "";

    private static string Os2mos(Setting setting) => setting.Os2moNames switch
    {
        [] => "",
        [var name] => $" OS2mo's name for it, `{name}`, is accepted too.",
        var names => $" OS2mo's names for it, {string.Join(" and ", names.Select(name => $"`{name}`"))}, are accepted too.",
    };

    /// <summary>The documentation comment of a setting's property, as Markdown.</summary>
    private static string Summary(Setting setting)
    {
        var assembly = setting.Property.DeclaringType!.Assembly.Location;
        if (!Documentation.TryGetValue(assembly, out var document))
            Documentation[assembly] = document = XDocument.Load(Path.ChangeExtension(assembly, ".xml"));
        var name = $"P:{setting.Property.DeclaringType.FullName}.{setting.Property.Name}";
        var summary = document.Descendants("member").Single(member => (string?)member.Attribute("name") == name).Element("summary")!;
        var text = string.Concat(summary.Nodes().Select(node => node switch
        {
            XText plain => plain.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            var other => throw new InvalidOperationException($"{setting.Key}: its documentation contains {other}, which the table cannot show; use <c>."),
        }));
        return Space().Replace(text, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
