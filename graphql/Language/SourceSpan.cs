namespace MoCluster.GraphQL.Language;

/// <summary>The part of a document that a node was parsed from.</summary>
/// <param name="Start">The offset of the first UTF-16 code unit, starting at 0.</param>
/// <param name="End">The offset after the last code unit.</param>
/// <param name="Line">The line of <paramref name="Start"/>, starting at 1.</param>
/// <param name="Column">The column of <paramref name="Start"/> in UTF-16 code units, starting at 1.</param>
public readonly record struct SourceSpan(int Start, int End, int Line, int Column)
{
    /// <summary>The place where the span starts.</summary>
    public SourceLocation Location => new(Line, Column);
}
