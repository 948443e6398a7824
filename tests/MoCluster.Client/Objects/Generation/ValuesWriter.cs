using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Reading;

namespace MoCluster.Client.Tests.Objects.Generation;

/// <summary>Writes the record of a type's values, and how GraphQL reads them.</summary>
internal static class ValuesWriter
{
    public static void Write(ClientCode code, TypeDefinition type)
    {
        var name = ClientNames.Values(type);
        code.Summary($"{type.Description} These are its values throughout one validity.").Block($"public sealed record {name} : ObjectValues", () =>
        {
            foreach (var field in type.Fields)
            {
                var (declared, isRequired) = TypeOf(field);
                code.Summary(field.Description).Line($"public {(isRequired ? "required " : "")}{declared} {ClientNames.Property(field)} {{ get; init; }}").Line();
            }

            code.Line($"internal static ObjectKind<{name}> Kind {{ get; }} = new(");
            code.Line($"    \"{type.Name}\", \"{type.GraphQLName}\", \"{type.QueryName}\", \"{type.Registrations.Type}\", \"{type.Mutators.First(each => each.RefreshName is not null).RefreshName}\",");
            code.Line($"    \"uuid validity {{ from to }} {string.Join(' ', type.Fields.Select(Asked))}\",");
            code.Line("    Read);").Line();
            code.Block($"private static {name} Read(JsonElement values) => new()", () =>
            {
                code.Line("Uuid = values.Uuid(\"uuid\"),").Line("Validity = values.Validity(),");
                foreach (var field in type.Fields)
                    code.Line($"{ClientNames.Property(field)} = {Read(field)},");
            }, "};");
        });
    }

    private static (string Type, bool IsRequired) TypeOf(FieldDefinition field)
    {
        if (field.Kind == FieldKind.References)
            return ("IReadOnlyList<Guid>", true);
        var isRequired = IsNeverNull(field);
        return ($"{ClientTypes.Of(field)}{(isRequired ? "" : "?")}", isRequired);
    }

    private static string Asked(FieldDefinition field)
    {
        var read = ReadOf(field);
        var name = read.Name == field.Name ? read.Name : $"{field.Name}: {read.Name}";
        return read.Type.EndsWith("Response", StringComparison.Ordinal) || read.Type.EndsWith("Response!", StringComparison.Ordinal) ? $"{name} {{ uuid }}" : name;
    }

    private static string Read(FieldDefinition field)
    {
        var method = field.Kind switch
        {
            FieldKind.References => "Uuids",
            FieldKind.Reference => IsNeverNull(field) ? "Uuid" : "UuidOrNull",
            FieldKind.Integer => "NumberOrNull",
            FieldKind.Boolean => "TruthOrNull",
            FieldKind.Date => "DayOrNull",
            _ => IsNeverNull(field) ? "Text" : "TextOrNull",
        };
        var read = $"values.{method}(\"{field.Name}\")";
        return field.Kind == FieldKind.Enum ? $"{field.EnumName}Text.Read({read})" : read;
    }

    private static bool IsNeverNull(FieldDefinition field) => ReadOf(field).Type[^1] == '!' && field.Kind is not (FieldKind.Integer or FieldKind.Boolean or FieldKind.Date or FieldKind.Enum);

    /// <summary>How a field is read: as it is, or as the uuid of what it refers to. Lists of uuids are read whole, while pages leave out what is not active now.</summary>
    private static ReadDefinition ReadOf(FieldDefinition field) => field.Kind switch
    {
        FieldKind.References => field.Reads.Single(read => read.Type.StartsWith("[UUID", StringComparison.Ordinal)),
        FieldKind.Reference => field.Reads.Where(read => read.Type is "UUID" or "UUID!" || (read.Type[0] != '[' && read.Type.TrimEnd('!').EndsWith("Response", StringComparison.Ordinal)))
            .OrderBy(read => read.IsDeprecated).First(),
        _ => field.Reads.OrderBy(read => read.IsDeprecated).First(),
    };
}
