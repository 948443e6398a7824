using System.Collections.Immutable;

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
    public static GivenSettings Read(IConfigurationRoot configuration, ImmutableArray<SettingsSection> sections)
    {
        var settings = sections.SelectMany(section => section.Settings).ToArray();
        var byKey = settings.ToDictionary(setting => setting.Key, StringComparer.OrdinalIgnoreCase);
        var byFormerKey = settings.Where(setting => setting.FormerKey is not null)
            .ToDictionary(setting => setting.FormerKey!, StringComparer.OrdinalIgnoreCase);
        var names = sections.Select(section => section.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

        var values = ImmutableArray.CreateBuilder<KeyValuePair<string, string?>>();
        var renamed = ImmutableArray.CreateBuilder<RenamedKey>();
        var problems = ImmutableArray.CreateBuilder<string>();
        var given = configuration.AsEnumerable().OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .Where(pair => pair.Value is not null && pair.Key.Split(':') is [var section, _, ..] && names.Contains(section));
        foreach (var (key, value) in given)
        {
            if (byKey.TryGetValue(key, out var setting))
                Take(setting, value!);
            else if (!byFormerKey.TryGetValue(key, out setting))
                problems.Add(SettingsTable.Unknown(key));
            else if (configuration[setting.Key] is not null)
                problems.Add($"{key} is now called {setting.Key}, and both are set; remove {key}.");
            else
            {
                renamed.Add(new RenamedKey(key, setting.Key));
                Take(setting, value!);
            }
        }

        var found = new GivenSettings(values.DrainToImmutable(), renamed.DrainToImmutable(), []);
        return found with { Problems = [.. problems.Select(found.NameAsGiven)] };

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
}
