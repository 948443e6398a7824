using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The definition of an enum (spec §3.9).</summary>
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
