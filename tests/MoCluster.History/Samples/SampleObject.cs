using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MoCluster.History.Samples;

/// <summary>An object of a sample: the values that it got, one after another. Each change is a registration of its own, made on the day from which it holds.</summary>
/// <param name="Type">The type of the object.</param>
/// <param name="Uuid">The uuid of the object.</param>
/// <param name="Changes">The days from which values hold, ascending, with all values from then on.</param>
/// <param name="End">The day on which it ends; null when it goes on.</param>
public sealed record SampleObject(
    string Type, Guid Uuid, IReadOnlyList<(DateOnly From, IReadOnlyDictionary<string, object> Values)> Changes, DateOnly? End = null)
{
    /// <summary>The values that hold in the end.</summary>
    public IReadOnlyDictionary<string, object> Values => Changes[^1].Values;

    /// <summary>The object as a line of an import, with its registrations.</summary>
    /// <param name="actor">Who made them.</param>
    /// <param name="today">The day of the import: later changes were registered the day before.</param>
    public string ToLine(Guid actor, DateOnly today)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type", Type);
            writer.WriteString("uuid", Uuid);
            writer.WriteStartArray("registrations");
            var number = 0;
            for (var known = 1; known <= Changes.Count; known++)
                WriteRegistration(writer, ++number, known, actor, Time(Changes[known - 1].From, today, number), end: null);
            if (End is { } end)
                WriteRegistration(writer, ++number, Changes.Count, actor, Time(end, today, number), end);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private void WriteRegistration(Utf8JsonWriter writer, int number, int known, Guid actor, DateTime time, DateOnly? end)
    {
        writer.WriteStartObject();
        writer.WriteNumber("number", number);
        writer.WriteString("time", time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        writer.WriteString("actor", actor);
        writer.WriteString("operation", number == 1 ? "create" : end is null ? "edit" : "terminate");
        writer.WriteStartArray("validities");
        for (var i = 0; i < known; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("from", Text(Changes[i].From));
            var to = i + 1 < known ? Changes[i + 1].From : end;
            if (to is { } until)
                writer.WriteString("to", Text(until));
            writer.WritePropertyName("values");
            JsonSerializer.Serialize(writer, Changes[i].Values);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Registrations of one object are a minute apart at least, also those of what lies in the future.</summary>
    private static DateTime Time(DateOnly day, DateOnly today, int number)
    {
        var latest = today.AddDays(-2);
        var earliest = today.AddYears(-5);
        var chosen = day > latest ? latest : day < earliest ? earliest : day;
        return chosen.ToDateTime(new TimeOnly(8, number, 0), DateTimeKind.Utc);
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
