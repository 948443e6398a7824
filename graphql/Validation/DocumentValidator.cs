using System.Collections.Immutable;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Validation.Walking;

namespace MoCluster.GraphQL.Validation;

/// <summary>Validates documents against a schema (spec §5).</summary>
public static class DocumentValidator
{
    /// <summary>Validates a document.</summary>
    /// <param name="schema">The schema that the document is to be run against.</param>
    /// <param name="document">The document, parsed.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <returns>The errors in the order of graphql-js; empty if the document is valid.</returns>
    public static ImmutableArray<GraphQLError> Validate(Schema schema, DocumentNode document, ExecutorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(document);
        var context = new ValidationContext(schema, document, options ?? new ExecutorOptions());
        try
        {
            new SyntaxWalker(context.Types, RuleSet.Create(context)).Walk(document);
        }
        catch (ValidationAbortedException)
        {
            // The last of the errors gives the reason.
        }

        return context.Errors;
    }
}
