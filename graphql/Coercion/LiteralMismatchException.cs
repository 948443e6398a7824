namespace MoCluster.GraphQL.Coercion;

/// <summary>A literal does not fit its type. Thrown by the executor itself; scalars and input conversions throw other exceptions.</summary>
internal sealed class LiteralMismatchException(string message) : GraphQLException(message, ErrorCodes.BadUserInput);
