using System.Collections.Immutable;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Options;
using MoCluster.Silo.Configuration.Keys;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Stores.Sqlite;
using MoCluster.Stores.PostgreSql;

namespace MoCluster.Silo.Configuration;

/// <summary>
/// The settings of the process. They are read and checked before the host is built, so that all problems are reported at once and the assembly
/// of the host can depend on them. The services of the host get the same options by <see cref="SettingsServices.AddSettings(IServiceCollection, Settings)"/>.
/// </summary>
internal sealed class Settings
{
    /// <summary>Sections and keys of .NET that a file or the command line may also hold.</summary>
    private static readonly string[] Foreign =
        ["Logging", "AllowedHosts", "environment", "contentRoot", "applicationName", "shutdownTimeoutSeconds"];

    /// <summary>Keys that would make Kestrel listen on addresses that <see cref="ListenUrls"/> has not checked.</summary>
    private static readonly string[] OtherAddresses = ["http_ports", "https_ports", "Kestrel:Endpoints"];

    private const string OrleansSection = "Orleans";

    private readonly ServiceProvider _options;

    private readonly IConfigurationRoot _sources;

    private Settings(ServiceProvider options, IConfiguration values, ListenUrls urls, ImmutableArray<RenamedKey> renamed, IConfigurationRoot sources) =>
        (_options, Values, Urls, Renamed, _sources) = (options, values, urls, renamed, sources);

    /// <summary>The values of all given settings, and nothing else.</summary>
    public IConfiguration Values { get; }

    /// <summary>The addresses on which the process listens.</summary>
    public ListenUrls Urls { get; }

    /// <summary>The settings that were given under a former key. Each gets a warning at start.</summary>
    public ImmutableArray<RenamedKey> Renamed { get; }

    /// <summary>The options of a class that <see cref="SettingsTable"/> lists.</summary>
    /// <typeparam name="T">The class.</typeparam>
    public T Get<T>()
        where T : class => _options.GetRequiredService<IOptions<T>>().Value;

    /// <summary>The settings of a trigger module, by their keys without the module's name.</summary>
    /// <param name="module">The full name of the module.</param>
    public IConfiguration OfModule(string module) => ModuleKeys.SettingsOf(module, _sources);

    /// <summary>Says for people where the store is. It leaves out the connection string, which may hold a password.</summary>
    public string Describe() => Get<StoreOptions>().Kind switch
    {
        StoreKind.Sqlite => $"Sqlite in {Get<SqliteOptions>().Directory}",
        StoreKind.PostgreSql => $"PostgreSql in schema {Get<PostgreSqlOptions>().Schema}",
        var kind => kind.ToString(),
    };

    /// <summary>Reads the settings of a command line alone.</summary>
    /// <param name="arguments">The command line.</param>
    /// <exception cref="ConfigurationException">A key is unknown or a value is not allowed. The exception names all of them.</exception>
    public static Settings Read(params IEnumerable<string> arguments)
    {
        var commandLine = CommandLine.Parse(arguments);
        return Read(new ConfigurationBuilder().AddInMemoryCollection(commandLine.Values).Build(), commandLine);
    }

    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">All sources, including the command line.</param>
    /// <param name="commandLine">The command line, on which every key must be a setting.</param>
    /// <exception cref="ConfigurationException">A key is unknown or a value is not allowed. The exception names all of them.</exception>
    public static Settings Read(IConfigurationRoot configuration, CommandLine commandLine)
    {
        var problems = new List<string>();
        var modules = new ModuleKeys(ModulesIn(configuration));
        CheckRoots(configuration, commandLine, modules, problems);
        var given = GivenSettings.Read(configuration, SettingsTable.Sections, modules);
        problems.AddRange(given.Problems);
        var sound = new ConfigurationBuilder().AddInMemoryCollection(given.Values).Build();
        var options = new ServiceCollection().AddSettings(sound).BuildServiceProvider();
        problems.AddRange(Failures(options.GetRequiredService<IStartupValidator>()).Select(given.NameAsGiven));
        var isAuthenticated = sound.GetSection(AuthenticationSettings.Section).Get<AuthenticationSettings>()?.IsConfigured == true;
        var urls = ListenUrls.Parse(configuration[ListenUrls.Key] ?? ListenUrls.Default, isAuthenticated, problems);
        return problems.Count == 0 ? new Settings(options, sound, urls, given.Renamed, configuration) : throw new ConfigurationException([.. problems.Distinct()]);
    }

    /// <summary>The trigger modules that the configuration names, before anything is checked; none if they cannot be read.</summary>
    private static ImmutableArray<string> ModulesIn(IConfigurationRoot configuration)
    {
        var given = GivenSettings.Read(configuration, [SettingsSection.Of<TriggersOptions>(TriggersOptions.Section)], ModuleKeys.None);
        var section = new ConfigurationBuilder().AddInMemoryCollection(given.Values).Build().GetSection(TriggersOptions.Section);
        return TextList.Parse(section[nameof(TriggersOptions.Modules)] ?? "").Values;
    }

    /// <summary>Checks the keys outside of the sections. It ignores the environment, which holds the variables of other programs.</summary>
    private static void CheckRoots(IConfigurationRoot configuration, CommandLine commandLine, ModuleKeys modules, List<string> problems)
    {
        var files = configuration.Providers.OfType<JsonConfigurationProvider>().SelectMany(file => ConfigurationLeaves.Of(file));
        var keys = commandLine.Values.Select(value => value.Key).Concat(files.Select(leaf => leaf.Key));
        foreach (var key in keys.Where(key => !IsKnown(key) && !modules.Own(key)).Distinct(StringComparer.OrdinalIgnoreCase))
            problems.Add(ModuleKeys.MayBeOne(key) ? ModuleKeys.Unknown(key) : SettingsTable.Unknown(key));

        foreach (var key in OtherAddresses.Where(key => configuration.GetSection(key).Exists()))
        {
            problems.Add($"{key} is set, which MoCluster does not use; set the addresses with {ListenUrls.Key}, for example "
                + $"{ListenUrls.Default}.");
        }

        // Orleans itself would read this section.
        if (configuration.GetSection(OrleansSection).Exists())
        {
            problems.Add($"{OrleansSection}:* is set, in a file or as a variable {OrleansSection}__*, which MoCluster does not use; the settings of the "
                + "cluster are in the section Cluster.");
        }
    }

    private static IEnumerable<string> Failures(IStartupValidator validator)
    {
        try
        {
            validator.Validate();
            return [];
        }
        catch (OptionsValidationException wrong)
        {
            return wrong.Failures;
        }
        catch (AggregateException wrong)
        {
            return [.. wrong.InnerExceptions.Cast<OptionsValidationException>().SelectMany(one => one.Failures)];
        }
    }

    /// <summary>Whether a key is in a section, whose keys <see cref="GivenSettings"/> checks, or stands outside of the sections and is known.</summary>
    private static bool IsKnown(string key) => key.Split(':') is [var root, ..]
        && ((SettingsTable.HasSection(root) && root != key)
            || Is(root, Foreign) || Is(root, OtherAddresses.Select(other => other.Split(':')[0])) || Is(key, [ListenUrls.Key, .. SettingsTable.Os2moNames]));

    private static bool Is(string name, IEnumerable<string> known) => known.Contains(name, StringComparer.OrdinalIgnoreCase);
}
