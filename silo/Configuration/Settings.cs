using System.Collections.Immutable;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Options;
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

    private Settings(ServiceProvider options, IConfiguration values, ListenUrls urls, ImmutableArray<RenamedKey> renamed) =>
        (_options, Values, Urls, Renamed) = (options, values, urls, renamed);

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
        CheckRoots(configuration, commandLine, problems);
        var given = GivenSettings.Read(configuration, SettingsTable.Sections);
        problems.AddRange(given.Problems);
        var sound = new ConfigurationBuilder().AddInMemoryCollection(given.Values).Build();
        var options = new ServiceCollection().AddSettings(sound).BuildServiceProvider();
        problems.AddRange(Failures(options.GetRequiredService<IStartupValidator>()).Select(given.NameAsGiven));
        var isAuthenticated = sound.GetSection(AuthenticationSettings.Section).Get<AuthenticationSettings>()?.IsConfigured == true;
        var urls = ListenUrls.Parse(configuration[ListenUrls.Key] ?? ListenUrls.Default, isAuthenticated, problems);
        return problems.Count == 0 ? new Settings(options, sound, urls, given.Renamed) : throw new ConfigurationException([.. problems.Distinct()]);
    }

    /// <summary>Checks the keys outside of the sections. It ignores the environment, which holds the variables of other programs.</summary>
    private static void CheckRoots(IConfigurationRoot configuration, CommandLine commandLine, List<string> problems)
    {
        var files = configuration.Providers.OfType<JsonConfigurationProvider>().SelectMany(file =>
            file.GetChildKeys([], null).Distinct(StringComparer.OrdinalIgnoreCase).Select(key => (Key: key, IsValue: file.TryGet(key, out _))));
        foreach (var (key, isValue) in commandLine.Values.Select(value => (value.Key, IsValue: true)).Concat(files))
        {
            var root = key.Split(':')[0];
            var isSection = SettingsTable.HasSection(root) && !(isValue && root == key);
            if (!isSection && !Is(root, Foreign) && !Is(root, OtherAddresses.Select(other => other.Split(':')[0])) && !Is(key, [ListenUrls.Key]))
                problems.Add(SettingsTable.Unknown(key));
        }

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

    private static bool Is(string name, IEnumerable<string> known) => known.Contains(name, StringComparer.OrdinalIgnoreCase);
}
