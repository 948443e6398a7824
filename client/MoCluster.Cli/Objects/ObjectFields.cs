using System.Text.Json;
using MoCluster.Cli.Output;
using MoCluster.Client;

namespace MoCluster.Cli.Objects;

/// <summary>What is shown of objects and their histories.</summary>
internal static class ObjectFields
{
    /// <summary>What people tell objects apart by; it is shown before other values where there is little room.</summary>
    private static readonly string[] s_names = ["name", "given_name", "surname", "value"];

    /// <summary>The fields of objects of one type, by their names in the catalogue.</summary>
    /// <param name="found">The values; all have the same names.</param>
    public static IReadOnlyList<Field<UntypedValues>> Of(IReadOnlyList<UntypedValues> found) =>
    [
        new("uuid", one => one.Uuid) { Header = "UUID" },
        .. found.Take(1).SelectMany(first => first.Json.EnumerateObject()).Select(value => value.Name).Where(name => name is not ("uuid" or "validity"))
            .Select(name => new Field<UntypedValues>(name, one => ValueOf(one.Json.GetProperty(name)))
            {
                Header = name.Replace('_', ' ').ToUpperInvariant(), CanShrink = true, Rank = RankOf(name),
            }),
        new("from", one => DayText.Of(one.Validity.From)) { Header = "FROM", Rank = 2 },
        new("to", one => DayText.Of(one.Validity.To)) { Header = "TO", Rank = 3 },
    ];

    /// <summary>The fields of a registration.</summary>
    public static IReadOnlyList<Field<Registration<UntypedValues>>> Registration { get; } =
    [
        new("number", one => one.Number) { Header = "NUMBER", IsNumber = true },
        new("operation", one => one.Operation.ToString().ToUpperInvariant()) { Header = "OPERATION", Text = (one, _) => one.Operation.ToString().ToLowerInvariant() },
        new("start", one => one.Start) { Header = "KNOWN FROM" },
        new("end", one => one.End) { Header = "UNTIL", Rank = 2 },
        new("actor", one => one.Actor) { Header = "ACTOR", Rank = 3 },
        new("note", one => one.Note) { Header = "NOTE", CanShrink = true, Rank = 1 },
        new("validities", one => one.Validities.Select(values => DayText.Of(values.Validity)).ToArray()) { Header = "VALIDITIES", CanShrink = true },
    ];

    private static int RankOf(string name) => name == "user_key" ? 0 : s_names.Contains(name) ? 1 : 4;

    /// <summary>A value as it is shown; of a reference its uuid.</summary>
    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
        JsonValueKind.Object when value.TryGetProperty("uuid", out var uuid) => uuid.GetString(),
        JsonValueKind.Array => value.EnumerateArray().Select(one => $"{ValueOf(one)}").ToArray(),
        _ => value.GetRawText(),
    };
}
