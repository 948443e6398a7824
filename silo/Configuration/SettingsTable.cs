using System.Collections.Immutable;
using System.Reflection;
using System.Text;

namespace MoCluster.Silo.Configuration;

/// <summary>All settings there are, from which the reader, the help and <c>CONFIGURATION.md</c> are made.</summary>
internal static class SettingsTable
{
    private static readonly ImmutableArray<Type> OptionsTypes =
    [
        typeof(AuthenticationSettings), typeof(ClusterSettings), typeof(StoreOptions), typeof(JournalSettings), typeof(PostgreSqlSettings), typeof(HttpSettings),
        typeof(ApiOptions), typeof(MetricsOptions), typeof(GraphQLSettings), typeof(EventsOptions), typeof(ObjectsSettings), typeof(TriggersOptions),
    ];

    /// <summary>The sections, in the order of the table.</summary>
    public static ImmutableArray<SettingsSection> Sections { get; } = [.. OptionsTypes.Select(Describe)];

    /// <summary>The keys of all settings, <see cref="ListenUrls.Key"/> first.</summary>
    public static IEnumerable<string> Keys => Sections.SelectMany(section => section.Settings)
        .Select(setting => setting.Key).Prepend(ListenUrls.Key);

    /// <summary>The settings of a section.</summary>
    /// <typeparam name="T">Its options class.</typeparam>
    public static SettingsSection Section<T>() => Sections.Single(section => section.Type == typeof(T));

    /// <summary>The content of <c>silo/CONFIGURATION.md</c>.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("""
            # Configuration

            Generated from the options classes in `silo/Configuration`; a test compares it with them.

            Settings are .NET configuration, the later source winning: `appsettings.json` where the process was started, environment
            variables (`Store__Kind=Memory`), the command line (`Store:Kind=Memory`, also as `./mo up -- Store:Kind=Memory`). A key that
            does not exist and a value that is not allowed refuse the start.

            Before its settings the process takes a verb: `up` serves and is the default; `migrate` brings PostgreSQL's schema up to date and
            ends; `restored` ends a restore of PostgreSQL. They are `./mo`'s own: `./mo migrate -- Store:Kind=PostgreSql …`.

            | Key | Default | Allowed | What it does |
            |---|---|---|---|

            """);
        Row(ListenUrls.Key, ListenUrls.Default, ListenUrls.Allowed, ListenUrls.Description);
        foreach (var section in Sections)
        {
            var defaults = section.CreateDefaults();
            foreach (var setting in section.Settings)
                Row(setting.Key, setting.Default(defaults), setting.Allowed, setting.Description);
        }

        text.Append("""

            `Logging:LogLevel:<category>` is .NET's own: `Logging:LogLevel:MoCluster=Debug` shows more. The log goes to stderr, a line an entry;
            `Logging:Console:FormatterName=simple` writes stack traces of Orleans and of warnings too, `json` is for collectors of logs.

            """);
        return text.ToString();

        void Row(string key, string value, string allowed, string description) =>
            text.Append("| `").Append(key).Append("` | ").Append(value.Length == 0 ? "none" : $"`{value}`").Append(" | ").Append(allowed)
                .Append(" | ").Append(description).Append(" |\n");
    }

    private static SettingsSection Describe(Type type)
    {
        var section = type.GetCustomAttribute<SectionAttribute>()
            ?? throw new InvalidOperationException($"{type.Name} lacks a {nameof(SectionAttribute)}.");
        return new SettingsSection(
            section.Name,
            section.Description,
            type,
            [
                .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Select(property => (Property: property, Description: property.GetCustomAttribute<SettingAttribute>()))
                    .Where(item => item.Description is not null)
                    .Select(item => new Setting(section, item.Property, item.Description!)),
            ]);
    }
}
