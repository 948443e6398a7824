using MoCluster.GrainInterfaces.Catalogue;

namespace MoCluster.Client.Tests.Objects.Generation;

/// <summary>Writes the record of a type's filter: the references and texts by which the catalogue filters, and some conditions of single types.</summary>
internal static class FilterWriter
{
    private const string Uuids = "IReadOnlyList<Guid>?";
    private const string Texts = "IReadOnlyList<string>?";

    /// <summary>Conditions that the catalogue does not tell.</summary>
    private static readonly (string Type, Condition Condition)[] s_special =
    [
        ("association", new("it_association", "IsItAssociation", "bool?", "Whether only IT associations are found, or only others; both when null.")),
        ("class", new("owner", "OwnerUuids", Uuids, "Those that belong to one of these units.")),
        ("manager", new("employee", "IsVacant", "bool", "Whether only posts are found that nobody holds; it has no meaning beside `PersonUuids`.")),
        ("org_unit", new("parent", "IsAtTop", "bool", "Whether only units are found that are below no other; it has no meaning beside `ParentUuids`.")),
        ("org_unit", new("ancestor", "AncestorUuids", Uuids, "Those that are one of these units, or below one, however deep.")),
        ("org_unit", new("query", "Query", "string?", "Those whose name, user key or uuid has these words.")),
        ("person", new("query", "Query", "string?", "Those whose names, user key, CPR number, uuid or IT user has these words.")),
    ];

    public static void Write(ClientCode code, TypeDefinition type)
    {
        var conditions = type.Fields.Where(field => field.Filter is not null).Select(ConditionOf)
            .Concat(s_special.Where(special => special.Type == type.Name).Select(special => special.Condition))
            .ToArray();
        code.Summary($"Selects objects of the type `{type.Name}` that meet all given conditions. Null does not restrict; an empty list finds nothing.")
            .Block($"public sealed record {ClientNames.Values(type)}Filter : ObjectFilter", () =>
        {
            foreach (var condition in conditions)
                code.Summary(condition.Description).Line($"public {condition.Type} {condition.Property} {{ get; init; }}").Line();
            code.Block("private protected override void WriteConditions(Utf8JsonWriter writer)", () =>
            {
                foreach (var condition in conditions)
                    code.Line(Write(condition, conditions.First(each => each.Name == condition.Name)));
            });
        });
    }

    /// <summary>Writes a condition; where null is one of its own, only if the field is not given otherwise.</summary>
    private static string Write(Condition condition, Condition given) => condition.Type == "bool"
        ? $"writer.WriteNone(\"{condition.Name}\", {condition.Property} && {given.Property} is null);"
        : $"writer.{condition.Method}(\"{condition.Name}\", {condition.Property});";

    private static Condition ConditionOf(FieldDefinition field) => new(
        field.Filter!.Name,
        ClientNames.Condition(field),
        field.IsReference ? Uuids : Texts,
        field.IsReference
            ? $"Those that refer to one of these at some time of the filter, whether it is active or not: {Lower(field.Description)}"
            : $"Those that have one of these at some time of the filter: {Lower(field.Description)}");

    private static string Lower(string text) => char.IsUpper(text[1]) ? text : char.ToLowerInvariant(text[0]) + text[1..];

    private sealed record Condition(string Name, string Property, string Type, string Description)
    {
        public string Method => Type switch
        {
            Uuids => "WriteTargets",
            Texts => "WriteStrings",
            _ => "WriteGiven",
        };
    }
}
