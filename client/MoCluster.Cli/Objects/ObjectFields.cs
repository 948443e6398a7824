using MoCluster.Cli.Output;
using MoCluster.Client;

namespace MoCluster.Cli.Objects;

/// <summary>What is shown of objects and their histories.</summary>
internal static class ObjectFields
{
    /// <summary>What people tell objects apart by; it is shown before other values where there is little room.</summary>
    private static readonly string[] s_names = ["name", "given_name", "surname", "value"];

    /// <summary>The fields of the values of a type.</summary>
    /// <param name="type">The type.</param>
    public static IReadOnlyList<Field<ObjectValues>> Of(ObjectAccess type) =>
    [
        new("uuid", one => one.Uuid) { Header = "UUID" },
        .. type.Names.Select(value => new Field<ObjectValues>(value.Name, value.In)
        {
            Header = value.Name.Replace('_', ' ').ToUpperInvariant(), CanShrink = true, Rank = RankOf(value.Name),
        }),
        new("from", one => DayText.Text(one.Validity.From)) { Header = "FROM", Rank = 2 },
        new("to", one => DayText.Text(one.Validity.To)) { Header = "TO", Rank = 3 },
    ];

    /// <summary>The fields of a registration.</summary>
    public static IReadOnlyList<Field<Registration<ObjectValues>>> Registration { get; } =
    [
        new("number", one => one.Number) { Header = "NUMBER", IsNumber = true },
        new("operation", one => one.Operation.ToString().ToUpperInvariant()) { Header = "OPERATION", Text = (one, _) => one.Operation.ToString().ToLowerInvariant() },
        new("start", one => one.Start) { Header = "KNOWN FROM" },
        new("end", one => one.End) { Header = "UNTIL", Rank = 2 },
        new("actor", one => one.Actor) { Header = "ACTOR", Rank = 3 },
        new("note", one => one.Note) { Header = "NOTE", CanShrink = true, Rank = 1 },
        new("validities", one => one.Validities.Select(values => DayText.Text(values.Validity)).ToArray()) { Header = "VALIDITIES", CanShrink = true },
    ];

    private static int RankOf(string name) => name == "user_key" ? 0 : s_names.Contains(name) ? 1 : 4;
}
