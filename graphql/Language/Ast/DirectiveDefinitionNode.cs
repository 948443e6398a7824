using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The definition of a directive (spec §3.13).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="description">What it is, or null if undocumented.</param>
/// <param name="name">The name.</param>
/// <param name="arguments">The arguments.</param>
/// <param name="isRepeatable">True if it may stand several times at one place.</param>
/// <param name="locations">Where it may stand.</param>
public sealed class DirectiveDefinitionNode(
    SourceSpan span,
    StringValueNode? description,
    NameNode name,
    ImmutableArray<InputValueDefinitionNode> arguments,
    bool isRepeatable,
    ImmutableArray<NameNode> locations)
    : TypeSystemDefinitionNode(span, description, isExtension: false, directives: [])
{
    /// <summary>The name.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The arguments.</summary>
    public ImmutableArray<InputValueDefinitionNode> Arguments { get; } = arguments;

    /// <summary>True if it may stand several times at one place.</summary>
    public bool IsRepeatable { get; } = isRepeatable;

    /// <summary>Where it may stand.</summary>
    public ImmutableArray<NameNode> Locations { get; } = locations;

    /// <inheritdoc/>
    public override string? DefinedName => Name.Value;
}
