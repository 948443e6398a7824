using System.Globalization;

namespace MoCluster.Cli.Texts;

/// <summary>Instants as people read them: in the time zone of this machine, and without the date if that is today.</summary>
internal static class InstantText
{
    /// <summary>Writes an instant.</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="clock">Knows the present and the time zone.</param>
    public static string Write(DateTimeOffset instant, TimeProvider clock)
    {
        var local = TimeZoneInfo.ConvertTime(instant, clock.LocalTimeZone);
        return local.ToString(local.Date == clock.GetLocalNow().Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>Writes how long ago an instant was.</summary>
    /// <param name="instant">The instant; null for none.</param>
    /// <param name="clock">Knows the present.</param>
    public static string Age(DateTimeOffset? instant, TimeProvider clock) =>
        instant is not { } then ? "" : clock.GetUtcNow() > then ? SpanText.Write(clock.GetUtcNow() - then) : "now";
}
