using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.Grains.Objects.Calendar;

namespace MoCluster.Grains.Objects.Requests;

/// <summary>Reads the interval of a mutation from its request.</summary>
/// <param name="calendar">The days on which validities begin and end.</param>
internal sealed class ValidityReader(ValidityCalendar calendar)
{
    /// <summary>Reads <c>validity: {from, to}</c>.</summary>
    /// <param name="kind">Which ends may be open.</param>
    /// <param name="json">The validity; null when the input has none.</param>
    /// <param name="path">The place of the input in the request.</param>
    public Outcome<Validity> Read(ValidityInputKind kind, JsonElement? json, string path)
    {
        path += ".validity";
        if (json is not { } validity || validity.ValueKind == JsonValueKind.Null)
            return new Refusal(ObjectCode.MissingRequiredValue, "Missing required value: 'validity'.", path);
        if (validity.ValueKind != JsonValueKind.Object)
            return new Refusal(ObjectCode.InvalidType, "Expected a validity, such as {\"from\": \"2021-01-01\", \"to\": null}.", path);
        JsonElement? from = null, to = null;
        foreach (var property in validity.EnumerateObject())
        {
            if (property.NameEquals("from"))
                from = property.Value;
            else if (property.NameEquals("to"))
                to = property.Value;
            else
                return new Refusal(ObjectCode.InvalidInput, $"A validity has only 'from' and 'to', not '{property.Name}'.", $"{path}.{property.Name}");
        }
        return Read(from, to, fromRequired: kind == ValidityInputKind.Required, toRequired: false, path);
    }

    /// <summary>
    /// Reads the interval of a termination: from <c>from</c> until <c>to</c>, or from <c>to</c> on where there is no <c>from</c> (docs/os2mo.md §8.1).
    /// </summary>
    /// <param name="from">The beginning; null when the input has none.</param>
    /// <param name="to">The end; null when the input has none.</param>
    /// <param name="path">The place of the input in the request.</param>
    public Outcome<Validity> ReadTermination(JsonElement? from, JsonElement? to, string path)
    {
        var read = Read(from, to, fromRequired: false, toRequired: true, path);
        return read.Succeeded && read.Value.From == DateTimeOffset.MinValue
            ? new Validity(read.Value.To, DateTimeOffset.MaxValue)
            : read;
    }

    /// <summary>Reads an interval from its ends.</summary>
    /// <param name="from">The beginning; null when it is open.</param>
    /// <param name="to">The end; null when it is open.</param>
    /// <param name="fromRequired">Whether the beginning must not be open.</param>
    /// <param name="toRequired">Whether the end must not be open.</param>
    /// <param name="path">The place of the interval in the request.</param>
    public Outcome<Validity> Read(JsonElement? from, JsonElement? to, bool fromRequired, bool toRequired, string path)
    {
        var begin = ReadEnd(from, $"{path}.from");
        if (!begin.Succeeded)
            return begin.Refusal;
        if (fromRequired && begin.Value is null)
            return new Refusal(ObjectCode.MissingStartDate, "Missing start date.", $"{path}.from");
        var end = ReadEnd(to, $"{path}.to");
        if (!end.Succeeded)
            return end.Refusal;
        if (toRequired && end.Value is null)
            return new Refusal(ObjectCode.MissingRequiredValue, "Missing required value: 'to'.", $"{path}.to");
        var interval = new Validity(begin.Value ?? DateTimeOffset.MinValue, end.Value ?? DateTimeOffset.MaxValue);
        if (interval.IsEmpty)
        {
            return new Refusal(ObjectCode.EndBeforeStart, interval.From == interval.To
                ? "End date is start date: the interval would be empty, since its end is not part of it."
                : "End date is before start date.", $"{path}.to");
        }
        return interval;
    }

    private Outcome<DateTimeOffset?> ReadEnd(JsonElement? json, string path)
    {
        if (json is not { } given || given.ValueKind == JsonValueKind.Null)
            return new Outcome<DateTimeOffset?>(null, null);
        var text = FieldReader.ReadString(given, path, "a day");
        if (!text.Succeeded)
            return text.Refusal;
        var instant = calendar.Read(text.Value, path);
        return instant.Succeeded ? (DateTimeOffset?)instant.Value : instant.Refusal;
    }
}
