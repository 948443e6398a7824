using System.Globalization;

namespace MoCluster.Stores.Journal.Files;

/// <summary>Names of files that carry a frame's ordinal, so that they sort as they follow each other.</summary>
internal static class OrdinalName
{
    /// <summary>Makes a name.</summary>
    public static string Of(string prefix, long ordinal, string suffix) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{ordinal:D20}{suffix}");

    /// <summary>The ordinal in a name; null for a name of another kind.</summary>
    public static long? Parse(string prefix, string name, string suffix)
    {
        if (!name.StartsWith(prefix, StringComparison.Ordinal) || !name.EndsWith(suffix, StringComparison.Ordinal))
            return null;
        var digits = name.AsSpan()[prefix.Length..^suffix.Length];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? ordinal : null;
    }
}
