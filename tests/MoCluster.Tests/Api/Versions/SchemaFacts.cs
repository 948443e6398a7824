using System.Text.RegularExpressions;
using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Types;

namespace MoCluster.Tests.Api.Versions;

/// <summary>
/// What a schema says of each of its coordinates (<c>Type</c>, <c>Type.field</c>, <c>Type.field(argument:)</c>, <c>Enum.VALUE</c>): the type with
/// its nullability, the default, and whether it is deprecated. Read from a schema, or from a reference file.
/// </summary>
internal static partial class SchemaFacts
{
    private const string Deprecated = " !deprecated";

    /// <summary>Reads a schema, without introspection and without the scalars that every schema has.</summary>
    public static IReadOnlyDictionary<string, string> Of(Schema schema)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var type in schema.Types.Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal)))
        {
            switch (type)
            {
                case FieldsType fields:
                    AddFields(facts, fields);
                    break;
                case InputObjectType input:
                    facts[input.Name] = "input";
                    foreach (var field in input.Fields)
                        facts[$"{input.Name}.{field.Name}"] = Fact(field);
                    break;
                case EnumType values:
                    facts[values.Name] = "enum";
                    foreach (var value in values.Values)
                        facts[$"{values.Name}.{value.Name}"] = "value" + Mark(value.DeprecationReason);
                    break;
                case UnionType union:
                    facts[union.Name] = "union " + string.Join(" | ", union.Members.Select(member => member.Name).Order(StringComparer.Ordinal));
                    break;
                case ScalarType scalar when scalar.Name is not ("Int" or "Float" or "String" or "Boolean" or "ID"):
                    facts[scalar.Name] = "scalar";
                    break;
            }
        }
        return facts;
    }

    /// <summary>Reads a reference file.</summary>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        var parent = "";
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
                AddMember(facts, parent, line.Trim());
            else
                parent = AddType(facts, line);
        }
        return facts;
    }

    private static void AddFields(Dictionary<string, string> facts, FieldsType type)
    {
        var kind = type is InterfaceType ? "interface" : "type";
        var interfaces = type.Interfaces.Select(item => item.Name).Order(StringComparer.Ordinal).ToArray();
        facts[type.Name] = interfaces.Length == 0 ? kind : $"{kind} implements {string.Join(" & ", interfaces)}";
        foreach (var field in type.Fields)
        {
            facts[$"{type.Name}.{field.Name}"] = field.Type + Mark(field.DeprecationReason);
            foreach (var argument in field.Arguments)
                facts[$"{type.Name}.{field.Name}({argument.Name}:)"] = Fact(argument);
        }
    }

    private static string Fact(InputValue value) =>
        value.Type + (value.DefaultLiteral is { } literal ? $" = {DocumentPrinter.Print(literal)}" : "") + Mark(value.DeprecationReason);

    private static string Mark(string? reason) => reason is null ? "" : Deprecated;

    private static string AddType(Dictionary<string, string> facts, string line)
    {
        var words = line.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries);
        var (kind, name) = (words[0], words[1]);
        if (kind == "enum")
        {
            facts[name] = kind;
            for (var i = 2; i < words.Length; i++)
            {
                if (words[i] == Deprecated.Trim())
                    facts[$"{name}.{words[i - 1]}"] += Deprecated;
                else
                    facts[$"{name}.{words[i]}"] = "value";
            }
            return name;
        }
        var interfaces = words.SkipWhile(word => word != "implements").Skip(1).Where(word => word != "&").Order(StringComparer.Ordinal).ToArray();
        facts[name] = interfaces.Length == 0 ? kind : $"{kind} implements {string.Join(" & ", interfaces)}";
        return name;
    }

    private static void AddMember(Dictionary<string, string> facts, string parent, string line)
    {
        var match = Member().Match(line);
        Assert.True(match.Success, $"The reference has a line that is no member: {line}");
        var coordinate = $"{parent}.{match.Groups["name"].Value}";
        facts[coordinate] = match.Groups["fact"].Value;
        foreach (Match argument in Argument().Matches(match.Groups["arguments"].Value))
            facts[$"{coordinate}({argument.Groups["name"].Value}:)"] = argument.Groups["fact"].Value;
    }

    [GeneratedRegex(@"^(?<name>\w+)(\((?<arguments>.*)\))?: (?<fact>.+)$")]
    private static partial Regex Member();

    [GeneratedRegex(@"(?<name>\w+): (?<fact>[^,]+)")]
    private static partial Regex Argument();
}
