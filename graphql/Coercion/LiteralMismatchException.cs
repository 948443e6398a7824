namespace MoCluster.GraphQL.Coercion;

/// <summary>A literal is none of its type, seen by the executor itself and not by a scalar or conversion of the schema.</summary>
internal sealed class LiteralMismatchException(string message) : GraphQLException(message, ErrorCodes.BadUserInput);
