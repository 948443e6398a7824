using MoCluster.GrainInterfaces.Catalogue;

namespace MoCluster.Client.Tests.Objects.Generation;

/// <summary>Writes the enumeration of a field, and how it is read and written.</summary>
internal static class EnumWriter
{
    public static void Write(ClientCode code, FieldDefinition field)
    {
        var name = field.EnumName!;
        code.Summary(field.Description).Block($"public enum {name}", () =>
        {
            foreach (var value in field.Values)
                code.Summary(value.Description ?? $"The value `{value.Name}`.").Line($"{Value(value)},");
        }).Line();
        code.Summary($"The texts of `{name}` in GraphQL.").Block($"internal static class {name}Text", () =>
        {
            code.Block($"public static string? Of({name}? value) => value switch", () =>
            {
                foreach (var value in field.Values)
                    code.Line($"{name}.{Value(value)} => \"{value.Name}\",");
                code.Line("_ => null,");
            }, "};").Line();
            code.Block($"public static {name}? Read(string? text) => text switch", () =>
            {
                foreach (var value in field.Values)
                    code.Line($"\"{value.Name}\" => {name}.{Value(value)},");
                code.Line("_ => null,");
            }, "};");
        }).Line();
    }

    private static string Value(EnumValueDefinition value) => ClientNames.Pascal(value.Name.ToLowerInvariant());
}
