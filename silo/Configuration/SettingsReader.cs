using Microsoft.Extensions.Configuration.Json;

namespace MoCluster.Silo.Configuration;

/// <summary>Reads the settings and checks them all, so that every problem is told at once.</summary>
internal static class SettingsReader
{
    /// <summary>Sections and keys of .NET's own that a file or the command line may hold.</summary>
    private static readonly string[] Foreign =
        ["Logging", "AllowedHosts", "environment", "contentRoot", "applicationName", "shutdownTimeoutSeconds"];

    /// <summary>What would let Kestrel listen where <see cref="ListenUrls"/> was not asked.</summary>
    private static readonly string[] OtherAddresses = ["http_ports", "https_ports", "Kestrel:Endpoints"];

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">All sources, the command line's among them.</param>
    /// <param name="commandLine">The command line alone: it holds no key that is not a setting.</param>
    /// <exception cref="ConfigurationException">A key is unknown or a value not allowed; it names all of them.</exception>
    public static Settings Read(IConfigurationRoot configuration, CommandLine commandLine)
    {
        var problems = new List<string>();
        foreach (var key in commandLine.Values.Select(value => value.Key))
            CheckRoot(key, isValue: true, problems);
        foreach (var file in configuration.Providers.OfType<JsonConfigurationProvider>())
        {
            foreach (var key in file.GetChildKeys([], null).Distinct(StringComparer.OrdinalIgnoreCase))
                CheckRoot(key, file.TryGet(key, out _), problems);
        }

        foreach (var key in OtherAddresses.Where(key => configuration.GetSection(key).Exists()))
        {
            problems.Add($"{key} is set, which MoCluster does not use; say on which addresses to listen with {ListenUrls.Key}, for example "
                + $"{ListenUrls.Default}.");
        }

        var authentication = Section<AuthenticationSettings>(configuration, problems);
        var urls = ListenUrls.Parse(configuration[ListenUrls.Key] ?? ListenUrls.Default, authentication.IsConfigured, problems);
        var api = Section<ApiOptions>(configuration, problems);
        var graphQL = Section<GraphQLSettings>(configuration, problems);
        var store = Section<StoreOptions>(configuration, problems);
        var cluster = Section<ClusterSettings>(configuration, problems);
        var objects = Section<ObjectsSettings>(configuration, problems);
        problems.AddRange(
            [
                .. authentication.Validate(), .. objects.Validate(),
                .. api.Validate(), .. graphQL.Validate(api), .. store.Validate(), .. cluster.Validate(store),
            ]);
        var settings = new Settings(
            urls,
            authentication,
            cluster,
            store,
            Section<JournalSettings>(configuration, problems),
            Section<PostgreSqlSettings>(configuration, problems),
            Section<HttpSettings>(configuration, problems),
            api,
            Section<MetricsOptions>(configuration, problems),
            graphQL,
            Section<EventsOptions>(configuration, problems),
            objects,
            Section<TriggersOptions>(configuration, problems));
        return problems.Count == 0 ? settings : throw new ConfigurationException([.. problems.Distinct()]);
    }

    private static T Section<T>(IConfiguration configuration, List<string> problems)
        where T : class
    {
        var section = SettingsTable.Section<T>();
        var options = section.CreateDefaults();
        var given = configuration.GetSection(section.Name).AsEnumerable(makePathsRelative: false)
            .Where(pair => pair.Value is not null && !pair.Key.Equals(section.Name, StringComparison.OrdinalIgnoreCase));
        foreach (var (key, value) in given.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase))
        {
            var setting = section.Settings.FirstOrDefault(known => known.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
            if (setting is null)
                problems.Add(Unknown(key));
            else
                setting.Apply(options, value!, problems);
        }

        return (T)options;
    }

    /// <summary>
    /// Checks what no section checks: keys outside of ours. The environment is left alone, for it holds everybody's variables.
    /// </summary>
    private static void CheckRoot(string key, bool isValue, List<string> problems)
    {
        var root = key.Split(':')[0];
        var isSection = Is(root, SettingsTable.Sections.Select(section => section.Name));
        var isForeign = Is(root, Foreign) || Is(root, OtherAddresses.Select(other => other.Split(':')[0]));
        if (!isForeign && !Is(key, [ListenUrls.Key]) && (!isSection || (isValue && root == key)))
            problems.Add(Unknown(key));
    }

    private static string Unknown(string key) =>
        $"{key} is not a setting of MoCluster; did you mean {NearestKey.Find(key, SettingsTable.Keys)}?";

    private static bool Is(string name, IEnumerable<string> known) => known.Contains(name, StringComparer.OrdinalIgnoreCase);
}
