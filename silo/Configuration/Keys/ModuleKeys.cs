using System.Collections.Immutable;

namespace MoCluster.Silo.Configuration.Keys;

/// <summary>
/// The keys of the configuration that belong to trigger modules. They begin with the full name of a module (docs/os2mo.md §7), with dots as OS2mo
/// writes them, or with colons (in the environment, two underscores) as .NET does. A module in <c>customer.triggers</c> also has the keys
/// under <c>customer.trigger</c>, as OS2mo's own example has it.
/// </summary>
/// <param name="Modules">The full names of the modules.</param>
internal sealed record ModuleKeys(ImmutableArray<string> Modules)
{
    private const string Namespace = "customer.triggers.", ShortNamespace = "customer.trigger.";

    /// <summary>The keys of no module.</summary>
    public static ModuleKeys None { get; } = new([]);

    /// <summary>Whether a key belongs to a module.</summary>
    /// <param name="key">The key.</param>
    public bool Own(string key) => Modules.Any(module => Prefixes(module).Any(prefix => Dotted(key).StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether a key outside of all sections looks like one of a module: a class in a namespace, and something below it.</summary>
    /// <param name="key">The key.</param>
    public static bool MayBeOne(string key) => Dotted(key).Count(letter => letter == '.') >= 2;

    /// <summary>The problem of a key that looks like one of a module.</summary>
    /// <param name="key">The key.</param>
    public static string Unknown(string key) =>
        $"{key} is not a setting of MoCluster, nor of a module that Triggers:Modules names. If a module has it, its full name must be there.";

    /// <summary>The settings of a module, by their keys without the module's name. Of a key that several sources set, the last one counts.</summary>
    /// <param name="module">The module.</param>
    /// <param name="configuration">All sources.</param>
    public static IConfiguration SettingsOf(string module, IConfigurationRoot configuration)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var given in configuration.Providers.Select(source => ConfigurationLeaves.Of(source).ToArray()))
        {
            // Within one source the module's own name, which comes last, counts.
            foreach (var prefix in Prefixes(module))
            {
                foreach (var (key, value) in given.Where(pair => Dotted(pair.Key).StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
                    values[Dotted(key)[prefix.Length..].Replace('.', ':')] = value;
            }
        }

        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }

    private static IEnumerable<string> Prefixes(string module)
    {
        var own = module + '.';
        if (own.StartsWith(Namespace, StringComparison.OrdinalIgnoreCase))
            yield return string.Concat(ShortNamespace, own.AsSpan(Namespace.Length));
        yield return own;
    }

    private static string Dotted(string key) => key.Replace(':', '.');
}
