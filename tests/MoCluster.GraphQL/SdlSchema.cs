using System.Collections.Immutable;
using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Tests;

/// <summary>
/// Builds a schema from its definition language, for tests. Values are dictionaries by field name; "__typename" among them tells the
/// object type where a field answers an interface or union.
/// </summary>
internal static class SdlSchema
{
    public static Schema Build(string sdl) => Builder(sdl).Build();

    public static SchemaBuilder Builder(string sdl)
    {
        var schema = new SchemaBuilder();
        foreach (var definition in Parser.ParseDocument(sdl).Definitions)
            Add(schema, definition);
        return schema;
    }

    private static void Add(SchemaBuilder schema, DefinitionNode definition)
    {
        switch (definition)
        {
            case SchemaDefinitionNode roots:
                AddRoots(schema, roots);
                break;
            case ScalarDefinitionNode scalar:
                schema.Scalar(new ScalarType(
                    scalar.Name.Value, scalar.Description?.Value, value => value, json => json.Clone(), specifiedBy: Argument(scalar.Directives, "specifiedBy", "url")));
                break;
            case ObjectDefinitionNode type:
                AddFields(schema.Object(type.Name.Value, type.Description?.Value).Implements([.. type.Interfaces.Select(i => i.Name.Value)]), type.Fields);
                break;
            case InterfaceDefinitionNode type:
                AddFields(
                    schema.Interface(type.Name.Value, type.Description?.Value).Implements([.. type.Interfaces.Select(i => i.Name.Value)]).ResolveType(TypeName),
                    type.Fields);
                break;
            case UnionDefinitionNode union:
                schema.Union(union.Name.Value, union.Description?.Value).Members([.. union.Members.Select(m => m.Name.Value)]).ResolveType(TypeName);
                break;
            case EnumDefinitionNode type:
                foreach (var value in type.Values)
                    schema.Enum(type.Name.Value, type.Description?.Value).Value(value.Name.Value, value.Description?.Value, deprecated: Deprecation(value.Directives));
                break;
            case InputObjectDefinitionNode type:
                foreach (var field in type.Fields)
                {
                    schema.Input(type.Name.Value, type.Description?.Value).Field(
                        field.Name.Value, Text(field.Type), field.Description?.Value, Default(field), Deprecation(field.Directives));
                }

                break;
            case DirectiveDefinitionNode directive:
                var builder = schema.Directive(
                    directive.Name.Value, directive.Description?.Value, [.. directive.Locations.Select(l => DirectiveLocationName.Find(l.Value)!.Value)]);
                if (directive.IsRepeatable)
                    builder.Repeatable();
                foreach (var argument in directive.Arguments)
                    builder.Argument(argument.Name.Value, Text(argument.Type), argument.Description?.Value, Default(argument));
                break;
        }
    }

    private static void AddRoots(SchemaBuilder schema, SchemaDefinitionNode roots)
    {
        string Root(OperationKind kind, string usual) =>
            roots.OperationTypes.FirstOrDefault(t => t.Operation == kind)?.Type.Name.Value ?? "No" + usual;
        schema.Roots(Root(OperationKind.Query, "Query"), Root(OperationKind.Mutation, "Mutation"), Root(OperationKind.Subscription, "Subscription"));
        if (roots.Description is not null)
            schema.Description(roots.Description.Value);
    }

    private static void AddFields(FieldsTypeBuilder type, ImmutableArray<FieldDefinitionNode> fields)
    {
        foreach (var field in fields)
        {
            var name = field.Name.Value;
            var builder = type.Field(name, Text(field.Type), field.Description?.Value);
            if (type is ObjectTypeBuilder)
                builder.ResolveAsync(context => ValueOf(context.Source ?? context.Request, name));
            foreach (var argument in field.Arguments)
                builder.Argument(argument.Name.Value, Text(argument.Type), argument.Description?.Value, Default(argument), Deprecation(argument.Directives));
            if (Deprecation(field.Directives) is { } reason)
                builder.Deprecated(reason);
        }
    }

    /// <summary>A value may be given as it is, as a task, or as a function.</summary>
    private static async ValueTask<object?> ValueOf(object? source, string name)
    {
        var value = (source as IReadOnlyDictionary<string, object?>)?.GetValueOrDefault(name);
        return value switch
        {
            Func<object?> compute => compute(),
            Task<object?> task => await task,
            _ => value,
        };
    }

    private static string? TypeName(object value) => (value as IReadOnlyDictionary<string, object?>)?.GetValueOrDefault("__typename") as string;

    private static string Text(TypeNode type) => DocumentPrinter.Print(type);

    private static string? Default(InputValueDefinitionNode value) => value.DefaultValue is null ? null : DocumentPrinter.Print(value.DefaultValue);

    private static string? Deprecation(ImmutableArray<DirectiveNode> directives) =>
        directives.Any(d => d.Name.Value == "deprecated") ? Argument(directives, "deprecated", "reason") ?? "No longer supported" : null;

    private static string? Argument(ImmutableArray<DirectiveNode> directives, string directive, string argument) =>
        (directives.FirstOrDefault(d => d.Name.Value == directive)?.Arguments.FirstOrDefault(a => a.Name.Value == argument)?.Value as StringValueNode)?.Value;
}
