using System.Collections.Immutable;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;

namespace MoCluster.GraphQL.Tests;

/// <summary>
/// Builds schemas from the schema definition language. Values are dictionaries by field name; their "__typename" gives the object type
/// if a field answers an interface or union.
/// </summary>
internal static class SdlSchema
{
    public static Schema Build(string sdl) => Builder(sdl).Build();

    /// <summary>Builds a schema with one resolver for all fields of objects.</summary>
    public static Schema Build(string sdl, Func<FieldContext, object?> resolve) => Builder(sdl, resolve).Build();

    public static SchemaBuilder Builder(string sdl, Func<FieldContext, object?>? resolve = null)
    {
        var schema = new SchemaBuilder();
        foreach (var definition in Parser.ParseDocument(sdl).Definitions)
            Add(schema, definition, resolve);
        return schema;
    }

    private static void Add(SchemaBuilder schema, DefinitionNode definition, Func<FieldContext, object?>? resolve)
    {
        switch (definition)
        {
            case SchemaDefinitionNode roots:
                AddRoots(schema, roots);
                break;
            case ScalarDefinitionNode scalar:
                var url = Argument(scalar.Directives, "specifiedBy", "url");
                schema.Scalar(new ScalarType(scalar.Name.Value, Text(scalar), value => value, json => json.Clone(), specifiedBy: url));
                break;
            case ObjectDefinitionNode type:
                AddFields(schema.Object(type.Name.Value, Text(type)).Implements(Names(type.Interfaces)), type.Fields, resolve);
                break;
            case InterfaceDefinitionNode type:
                var @interface = schema.Interface(type.Name.Value, Text(type));
                AddFields(@interface.Implements(Names(type.Interfaces)).ResolveType(TypeName), type.Fields, resolve);
                break;
            case UnionDefinitionNode union:
                schema.Union(union.Name.Value, Text(union)).Members(Names(union.Members)).ResolveType(TypeName);
                break;
            case EnumDefinitionNode type:
                foreach (var value in type.Values)
                {
                    schema.Enum(type.Name.Value, Text(type)).Value(
                        value.Name.Value, value.Description?.Value, deprecated: Deprecation(value.Directives));
                }

                break;
            case InputObjectDefinitionNode type:
                foreach (var field in type.Fields)
                {
                    schema.Input(type.Name.Value, Text(type)).Field(
                        field.Name.Value, Text(field.Type), field.Description?.Value, Default(field), Deprecation(field.Directives));
                }

                break;
            case DirectiveDefinitionNode directive:
                AddDirective(schema, directive);
                break;
        }
    }

    private static void AddDirective(SchemaBuilder schema, DirectiveDefinitionNode directive)
    {
        var locations = directive.Locations.Select(l => DirectiveLocationName.Find(l.Value)!.Value);
        var builder = schema.Directive(directive.Name.Value, Text(directive), [.. locations]);
        if (directive.IsRepeatable)
            builder.Repeatable();
        foreach (var argument in directive.Arguments)
            builder.Argument(argument.Name.Value, Text(argument.Type), argument.Description?.Value, Default(argument));
    }

    private static void AddRoots(SchemaBuilder schema, SchemaDefinitionNode roots)
    {
        string Root(OperationKind kind, string usual) =>
            roots.OperationTypes.FirstOrDefault(t => t.Operation == kind)?.Type.Name.Value ?? "No" + usual;
        schema.Roots(
            Root(OperationKind.Query, "Query"),
            Root(OperationKind.Mutation, "Mutation"),
            Root(OperationKind.Subscription, "Subscription"));
        if (roots.Description is not null)
            schema.Description(roots.Description.Value);
    }

    private static void AddFields(
        FieldsTypeBuilder type, ImmutableArray<FieldDefinitionNode> fields, Func<FieldContext, object?>? resolve)
    {
        foreach (var field in fields)
        {
            var name = field.Name.Value;
            var builder = type.Field(name, Text(field.Type), field.Description?.Value);
            if (type is ObjectTypeBuilder && resolve is not null)
                builder.Resolve(resolve);
            else if (type is ObjectTypeBuilder)
                builder.ResolveAsync(context => ValueOf(context.Source ?? context.Request, name));
            foreach (var argument in field.Arguments)
            {
                builder.Argument(
                    argument.Name.Value,
                    Text(argument.Type),
                    argument.Description?.Value,
                    Default(argument),
                    Deprecation(argument.Directives));
            }

            if (Deprecation(field.Directives) is { } reason)
                builder.Deprecated(reason);
        }
    }

    /// <summary>Reads a field's value from a dictionary. The value may be given directly, as a task, or as a function.</summary>
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

    private static string? TypeName(object value) =>
        (value as IReadOnlyDictionary<string, object?>)?.GetValueOrDefault("__typename") as string;

    private static string[] Names(ImmutableArray<NamedTypeNode> types) => [.. types.Select(t => t.Name.Value)];

    private static string? Text(TypeSystemDefinitionNode definition) => definition.Description?.Value;

    private static string Text(TypeNode type) => DocumentPrinter.Print(type);

    private static string? Default(InputValueDefinitionNode value) =>
        value.DefaultValue is null ? null : DocumentPrinter.Print(value.DefaultValue);

    private static string? Deprecation(ImmutableArray<DirectiveNode> directives) =>
        directives.Any(d => d.Name.Value == "deprecated") ? Argument(directives, "deprecated", "reason") ?? "No longer supported" : null;

    private static string? Argument(ImmutableArray<DirectiveNode> directives, string directive, string argument)
    {
        var found = directives.FirstOrDefault(d => d.Name.Value == directive);
        return (found?.Arguments.FirstOrDefault(a => a.Name.Value == argument)?.Value as StringValueNode)?.Value;
    }
}
