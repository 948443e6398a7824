using MoCluster.GraphQL.Language;

namespace MoCluster.GraphQL.Execution;

/// <summary>An argument does not fit its type; the field then fails without being run.</summary>
internal sealed class ArgumentMismatchException(
    string message, SourceLocation location, string? code = null, IReadOnlyDictionary<string, object?>? extensions = null)
    : GraphQLException(message, code ?? ErrorCodes.BadUserInput, extensions)
{
    /// <summary>Where the argument stands, or the field where one is missing.</summary>
    public SourceLocation Location { get; } = location;
}
