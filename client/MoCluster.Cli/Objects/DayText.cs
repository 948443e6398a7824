using System.Globalization;
using MoCluster.Client;

namespace MoCluster.Cli.Objects;

/// <summary>Writes days and validities.</summary>
internal static class DayText
{
    /// <summary>Writes a day; null for none.</summary>
    /// <param name="day">The day.</param>
    public static string? Of(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Writes a validity as people read it: <c>2021-01-01 – 2022-01-01</c>, without the end that it has not.</summary>
    /// <param name="validity">The validity.</param>
    public static string Of(Validity validity) => $"{Of(validity.From)} – {Of(validity.To)}".Trim();
}
