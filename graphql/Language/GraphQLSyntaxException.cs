namespace MoCluster.GraphQL.Language;

/// <summary>A document is not GraphQL, or exceeds a limit of the parser.</summary>
public sealed class GraphQLSyntaxException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="description">What is wrong, without the leading "Syntax Error: ".</param>
    /// <param name="location">The place of the error in the document.</param>
    /// <param name="code">The value of extensions.code; null for a plain syntax error.</param>
    public GraphQLSyntaxException(string description, SourceLocation location, string? code = null)
        : base("Syntax Error: " + description)
    {
        Location = location;
        Code = code;
    }

    /// <summary>The place of the error in the document.</summary>
    public SourceLocation Location { get; }

    /// <summary>The value of extensions.code; null for a plain syntax error.</summary>
    public string? Code { get; }
}
