using System.Collections.Immutable;
using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types.BuiltIn;

namespace MoCluster.GraphQL.Types.Printing;

/// <summary>Prints schemas in the schema definition language (spec §3), without the types and directives that every schema has.</summary>
public static class SchemaPrinter
{
    /// <summary>Prints a schema: first its directives, then its types ordered by name.</summary>
    /// <param name="schema">The schema to print.</param>
    public static string Print(Schema schema) => DocumentPrinter.Print(ToDocument(schema)) + "\n";

    /// <summary>Turns a schema into a document of definitions.</summary>
    /// <param name="schema">The schema to print.</param>
    public static DocumentNode ToDocument(Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var definitions = ImmutableArray.CreateBuilder<DefinitionNode>();
        if (schema.Description is not null || !HasUsualRoots(schema))
            definitions.Add(SchemaDefinition(schema));
        foreach (var directive in schema.Directives.Where(d => !BuiltInDirectives.All.Contains(d)))
            definitions.Add(SchemaNodes.Directive(directive));
        foreach (var type in schema.Types.Where(t => !t.Name.StartsWith("__", StringComparison.Ordinal) && !BuiltInScalars.All.Contains(t)))
            definitions.Add(SchemaNodes.Type(type));
        return new DocumentNode(default, definitions.DrainToImmutable());
    }

    /// <summary>
    /// True if the schema definition can be left out: the root types have the usual names, and no other type has one of those names.
    /// </summary>
    private static bool HasUsualRoots(Schema schema) =>
        schema.Query.Name == "Query"
        && schema.Mutation == schema.FindType("Mutation")
        && schema.Subscription == schema.FindType("Subscription");

    private static SchemaDefinitionNode SchemaDefinition(Schema schema)
    {
        var types = ImmutableArray.CreateBuilder<OperationTypeNode>();
        foreach (var kind in Enum.GetValues<OperationKind>())
        {
            if (schema.RootType(kind) is { } type)
                types.Add(new OperationTypeNode(default, kind, SchemaNodes.Reference(type)));
        }

        return new SchemaDefinitionNode(default, SchemaNodes.Description(schema.Description), false, [], types.DrainToImmutable());
    }
}
