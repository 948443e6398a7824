using MoCluster.GraphQL.Language;

namespace MoCluster.GraphQL.Coercion;

/// <summary>
/// An argument does not fit its type. If it belongs to a field, that field fails without running. If it belongs to <c>@skip</c> or
/// <c>@include</c>, none of the selections next to it runs, and the field around them fails.
/// </summary>
internal sealed class ArgumentMismatchException(
    string message, SourceLocation location, string? code = null, IReadOnlyDictionary<string, object?>? extensions = null)
    : GraphQLException(message, code ?? ErrorCodes.BadUserInput, extensions)
{
    /// <summary>The place of the argument; if it is missing, the place of the field or directive.</summary>
    public SourceLocation Location { get; } = location;
}
