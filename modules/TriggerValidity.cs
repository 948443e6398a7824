using System.Text.Json;

namespace MoCluster.Modules;

/// <summary>Values of an object within a half-open interval, <c>[from, to)</c>. Both ends are starts of days.</summary>
/// <param name="From">The first instant, as clocks of the organisation show it; null for an open end.</param>
/// <param name="To">The first instant after the interval, as clocks of the organisation show it; null for an open end.</param>
/// <param name="Values">The values, a JSON object by the names of the type's fields. Fields without a value are left out.</param>
public sealed record TriggerValidity(DateTimeOffset? From, DateTimeOffset? To, JsonElement Values)
{
    /// <summary>Whether a day is in the interval.</summary>
    /// <param name="day">The day, in the organisation's time zone.</param>
    public bool Contains(DateOnly day) => !(From is { } from && day < DayOf(from)) && !(To is { } to && day >= DayOf(to));

    private static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.DateTime);
}
