using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The definition of an enum (spec §3.9).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="description">What it is, or null if undocumented.</param>
/// <param name="isExtension">True of "extend …".</param>
/// <param name="directives">The directives on it.</param>
/// <param name="name">The name.</param>
/// <param name="values">The values.</param>
public sealed class EnumDefinitionNode(
    SourceSpan span,
    StringValueNode? description,
    bool isExtension,
    ImmutableArray<DirectiveNode> directives,
    NameNode name,
    ImmutableArray<EnumValueDefinitionNode> values)
    : TypeSystemDefinitionNode(span, description, isExtension, directives)
{
    /// <summary>The name.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The values.</summary>
    public ImmutableArray<EnumValueDefinitionNode> Values { get; } = values;

    /// <inheritdoc/>
    public override string? DefinedName => Name.Value;
}
