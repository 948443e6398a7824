namespace MoCluster.GraphQL;

/// <summary>
/// An error that the caller is meant to read. Resolvers, scalars and input conversions throw it. Every other exception of a resolver is
/// answered as an internal error without detail.
/// </summary>
public class GraphQLException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <param name="code">The value of extensions.code; null if the error has none.</param>
    /// <param name="extensions">Further extensions; values are strings, numbers, booleans, lists or dictionaries.</param>
    public GraphQLException(string message, string? code = null, IReadOnlyDictionary<string, object?>? extensions = null)
        : base(message)
    {
        Code = code;
        Extensions = extensions;
    }

    /// <summary>The value of extensions.code; null if the error has none.</summary>
    public string? Code { get; }

    /// <summary>Further extensions; null if there are none.</summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; }
}
