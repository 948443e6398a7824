using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A directive (spec §2.12).</summary>
public sealed class DirectiveNode(SourceSpan span, NameNode name, ImmutableArray<ArgumentNode> arguments) : SyntaxNode(span)
{
    /// <summary>The name without the at sign.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The arguments given.</summary>
    public ImmutableArray<ArgumentNode> Arguments { get; } = arguments;
}
