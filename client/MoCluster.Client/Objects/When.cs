using System.Text.Json;

namespace MoCluster.Client;

/// <summary>A time at which objects are looked at: an instant or an interval.</summary>
public sealed class When
{
    private readonly bool _isNow;
    private readonly bool _isInterval;
    private readonly string? _from;
    private readonly string? _to;

    private When(bool isNow, bool isInterval, string? from, string? to) => (_isNow, _isInterval, _from, _to) = (isNow, isInterval, from, to);

    /// <summary>The moment at which the server looks.</summary>
    public static When Now { get; } = new(isNow: true, isInterval: false, null, null);

    /// <summary>All times.</summary>
    public static When Always { get; } = Between(null, null);

    /// <summary>An instant.</summary>
    /// <param name="instant">The instant.</param>
    public static When At(DateTimeOffset instant) => new(isNow: false, isInterval: false, ObjectJson.Text(instant), null);

    /// <summary>A day in Denmark.</summary>
    /// <param name="day">The day.</param>
    public static When On(DateOnly day) => new(isNow: false, isInterval: false, ObjectJson.Text(day), null);

    /// <summary>An interval of days in Denmark.</summary>
    /// <param name="from">The first day; null for no beginning.</param>
    /// <param name="to">The first day after it; null for no end.</param>
    public static When Between(DateOnly? from, DateOnly? to) =>
        new(isNow: false, isInterval: true, from is { } first ? ObjectJson.Text(first) : null, to is { } end ? ObjectJson.Text(end) : null);

    /// <summary>Writes the fields of a filter.</summary>
    internal void Write(Utf8JsonWriter writer)
    {
        if (_isNow)
            return;
        writer.WriteString("from_date", _from);
        if (_isInterval)
            writer.WriteString("to_date", _to);
    }
}
