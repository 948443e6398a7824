using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A definition of a schema, a type or a directive, or the extension of one (spec §3).</summary>
/// <param name="span">Where it stands.</param>
/// <param name="description">What it is, or null if undocumented.</param>
/// <param name="isExtension">True of "extend …".</param>
/// <param name="directives">The directives on it.</param>
public abstract class TypeSystemDefinitionNode(
    SourceSpan span, StringValueNode? description, bool isExtension, ImmutableArray<DirectiveNode> directives) : DefinitionNode(span)
{
    /// <summary>What it is, or null if undocumented.</summary>
    public StringValueNode? Description { get; } = description;

    /// <summary>True of "extend …".</summary>
    public bool IsExtension { get; } = isExtension;

    /// <summary>The directives on it.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>The name of what is defined; null of a schema.</summary>
    public abstract string? DefinedName { get; }
}
