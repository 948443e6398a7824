using MoCluster.GraphQL.Language;

namespace MoCluster.GraphQL.Coercion;

/// <summary>
/// An argument does not fit its type. If it is a field's, the field fails without being run; if it is that of <c>@skip</c> or
/// <c>@include</c>, the selections beside it are not run either, and the field around them fails.
/// </summary>
internal sealed class ArgumentMismatchException(
    string message, SourceLocation location, string? code = null, IReadOnlyDictionary<string, object?>? extensions = null)
    : GraphQLException(message, code ?? ErrorCodes.BadUserInput, extensions)
{
    /// <summary>Where the argument stands, or the field or directive where one is missing.</summary>
    public SourceLocation Location { get; } = location;
}
