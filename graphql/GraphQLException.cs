namespace MoCluster.GraphQL;

/// <summary>
/// An error that the caller is meant to read. Resolvers and scalars throw it; every other exception is answered as an internal
/// error without detail.
/// </summary>
public class GraphQLException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <param name="code">The value of extensions.code, if any.</param>
    /// <param name="extensions">Further extensions; values are strings, numbers, booleans, lists or dictionaries.</param>
    public GraphQLException(string message, string? code = null, IReadOnlyDictionary<string, object?>? extensions = null)
        : base(message)
    {
        Code = code;
        Extensions = extensions;
    }

    /// <summary>The value of extensions.code; null for none.</summary>
    public string? Code { get; }

    /// <summary>Further extensions; null for none.</summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; }
}
