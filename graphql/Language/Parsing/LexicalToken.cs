namespace MoCluster.GraphQL.Language.Parsing;

/// <summary>A token of a document, as the lexer reads it.</summary>
internal readonly struct LexicalToken(TokenKind kind, int start, int end, int line, int column, string? value = null)
{
    public TokenKind Kind { get; } = kind;

    public int Start { get; } = start;

    public int End { get; } = end;

    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <summary>The name, the number as written, or the value of the string; null for punctuators.</summary>
    public string? Value { get; } = value;

    public SourceLocation Location => new(Line, Column);
}
