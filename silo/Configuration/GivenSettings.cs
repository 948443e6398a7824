using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MoCluster.Silo.Configuration.Keys;

namespace MoCluster.Silo.Configuration;

/// <summary>The values that a configuration gives to settings.</summary>
/// <param name="Values">The readable values, each under the current key of its setting.</param>
/// <param name="Renamed">The former keys that were used.</param>
/// <param name="Problems">A sentence for each key that is unknown or given twice, and for each value that cannot be read.</param>
internal sealed record GivenSettings(
    ImmutableArray<KeyValuePair<string, string?>> Values, ImmutableArray<RenamedKey> Renamed, ImmutableArray<string> Problems)
{
    /// <summary>Collects the values. Keys outside of the sections are ignored, because the environment holds the variables of other programs.</summary>
    /// <param name="configuration">All sources.</param>
    /// <param name="sections">The sections that hold settings.</param>
    /// <param name="modules">The keys of trigger modules, which are no settings of the process.</param>
    public static GivenSettings Read(IConfigurationRoot configuration, ImmutableArray<SettingsSection> sections, ModuleKeys modules)
    {
        var settings = sections.SelectMany(section => section.Settings).ToArray();
        var byKey = settings.ToDictionary(setting => setting.Key, StringComparer.OrdinalIgnoreCase);
        var byFormerKey = settings.Where(setting => setting.FormerKey is not null)
            .ToDictionary(setting => setting.FormerKey!, StringComparer.OrdinalIgnoreCase);
        var byOs2moName = settings.SelectMany(setting => setting.Os2moNames.Select(name => (name, setting)))
            .ToDictionary(named => named.name, named => named.setting, StringComparer.OrdinalIgnoreCase);
        var names = sections.Select(section => section.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

        var values = ImmutableArray.CreateBuilder<KeyValuePair<string, string?>>();
        var renamed = ImmutableArray.CreateBuilder<RenamedKey>();
        var problems = ImmutableArray.CreateBuilder<string>();
        var given = JoinLists(configuration, [.. settings.Where(setting => setting.IsList)]).OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .Where(pair => (pair.Key.Split(':') is [var section, _, ..] && names.Contains(section) && !modules.Own(pair.Key)) || byOs2moName.ContainsKey(pair.Key));
        foreach (var (key, value) in given)
        {
            if (byKey.TryGetValue(key, out var setting))
                Take(setting, value);
            else if (byOs2moName.TryGetValue(key, out setting))
                TakeOs2mos(key, setting, value);
            else if (!byFormerKey.TryGetValue(key, out setting))
                problems.Add(SettingsTable.Unknown(key));
            else if (configuration[setting.Key] is not null)
                problems.Add($"{key} is now called {setting.Key}, and both are set; remove {key}.");
            else
            {
                renamed.Add(new RenamedKey(key, setting.Key));
                Take(setting, value);
            }
        }

        var found = new GivenSettings(values.DrainToImmutable(), renamed.DrainToImmutable(), []);
        return found with { Problems = [.. problems.Select(found.NameAsGiven)] };

        void TakeOs2mos(string name, Setting setting, string value)
        {
            var other = setting.Os2moNames.Prepend(setting.Key)
                .FirstOrDefault(other => !other.Equals(name, StringComparison.OrdinalIgnoreCase) && configuration.GetSection(other).Exists());
            if (other is null)
                Take(setting, setting.OfOs2mo(value));
            else
                problems.Add($"{name} is OS2mo's name for {setting.Key}, and {(other == setting.Key ? "both are" : $"{other} is too, and both are")} set; remove one of them.");
        }

        void Take(Setting setting, string value)
        {
            if (setting.Unreadable(value) is { } problem)
                problems.Add(problem);
            else
                values.Add(new(setting.Key, value));
        }
    }

    /// <summary>Adds the former key to a problem if the configuration gave the setting under that key.</summary>
    /// <param name="problem">The problem; it begins with the current key.</param>
    public string NameAsGiven(string problem) =>
        Renamed.FirstOrDefault(renamed => problem.StartsWith($"{renamed.Key} ", StringComparison.Ordinal)) is { } found
            ? $"{found.Former}, now called {found.Key},{problem[found.Key.Length..]}"
            : problem;

    /// <summary>
    /// All keys that have a value. A list that a file writes as an array has a key for each element, for example <c>Triggers:Modules:0</c>; it becomes
    /// the value of the list's own key, unless that is set too.
    /// </summary>
    private static IEnumerable<KeyValuePair<string, string>> JoinLists(IConfigurationRoot configuration, Setting[] lists)
    {
        var names = lists.SelectMany(list => list.Os2moNames.Prepend(list.Key)).ToArray();
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            if (value is not null && !names.Any(name => IsElement(key, name)))
                yield return new(key, value);
        }

        foreach (var name in names.Where(name => configuration[name] is null))
        {
            var elements = configuration.GetSection(name).GetChildren().Where(child => IsElement(child.Path, name)).Select(child => child.Value);
            if (elements.OfType<string>().ToArray() is { Length: > 0 } found)
                yield return new(name, JsonSerializer.Serialize(found));
        }
    }

    private static bool IsElement(string key, string list) =>
        key.Length > list.Length && key.StartsWith(list, StringComparison.OrdinalIgnoreCase) && key[list.Length] == ':'
        && int.TryParse(key.AsSpan(list.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
