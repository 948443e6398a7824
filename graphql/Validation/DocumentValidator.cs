using System.Collections.Immutable;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Validation.Walking;

namespace MoCluster.GraphQL.Validation;

/// <summary>Checks a document against a schema (spec §5).</summary>
public static class DocumentValidator
{
    /// <summary>Checks a document.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="document">The document.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <returns>What is wrong with it; empty if nothing is.</returns>
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
            // The reason is the last of the errors.
        }

        return context.Errors;
    }
}
