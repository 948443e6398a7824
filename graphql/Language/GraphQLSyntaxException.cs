namespace MoCluster.GraphQL.Language;

/// <summary>The document is not GraphQL, or exceeds a limit of the lexer or parser.</summary>
public sealed class GraphQLSyntaxException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="description">What is wrong, without the leading "Syntax Error: ".</param>
    /// <param name="location">Where.</param>
    /// <param name="code">The value of extensions.code, if any.</param>
    public GraphQLSyntaxException(string description, SourceLocation location, string? code = null)
        : base("Syntax Error: " + description)
    {
        Location = location;
        Code = code;
    }

    /// <summary>Where the document went wrong.</summary>
    public SourceLocation Location { get; }

    /// <summary>The value of extensions.code; null stands for a plain syntax error.</summary>
    public string? Code { get; }
}
