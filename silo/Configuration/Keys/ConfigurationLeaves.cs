namespace MoCluster.Silo.Configuration.Keys;

/// <summary>Lists what one source of the configuration sets.</summary>
internal static class ConfigurationLeaves
{
    /// <summary>The keys of a source, with their values.</summary>
    /// <param name="source">The source.</param>
    /// <param name="below">The key below which it looks; null for all keys.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(IConfigurationProvider source, string? below = null)
    {
        if (below is not null && source.TryGet(below, out var value) && value is not null)
            yield return new(below, value);
        foreach (var name in source.GetChildKeys([], below).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            foreach (var leaf in Of(source, below is null ? name : ConfigurationPath.Combine(below, name)))
                yield return leaf;
        }
    }
}
