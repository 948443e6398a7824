using System.Collections.Immutable;
using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Validation;
using MoCluster.GraphQL.Validation.Limits;

namespace MoCluster.GraphQL.Documents;

/// <summary>
/// Turns text into a validated document. It parses, checks the limits, then validates: each step costs more than the one before.
/// </summary>
internal static class DocumentPreparation
{
    public static PreparedDocument? Prepare(
        Schema schema, string text, ExecutorOptions options, out ImmutableArray<GraphQLError> errors)
    {
        DocumentNode document;
        try
        {
            document = Parser.ParseDocument(text, options.Parser);
        }
        catch (GraphQLSyntaxException exception)
        {
            errors = [new GraphQLError(exception.Message, exception.Code ?? ErrorCodes.SyntaxError) { Locations = [exception.Location] }];
            return null;
        }

        errors = DocumentLimits.Check(document, options);
        if (errors.IsEmpty)
            errors = DocumentValidator.Validate(schema, document, options);
        return errors.IsEmpty ? new PreparedDocument(schema, document) : null;
    }
}
