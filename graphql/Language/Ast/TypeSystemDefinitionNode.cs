using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>A definition of a schema, a type or a directive, or the extension of one (spec §3).</summary>
public abstract class TypeSystemDefinitionNode(
    SourceSpan span, StringValueNode? description, bool isExtension, ImmutableArray<DirectiveNode> directives) : DefinitionNode(span)
{
    /// <summary>What is defined; null if undocumented.</summary>
    public StringValueNode? Description { get; } = description;

    /// <summary>True for an extension ("extend …").</summary>
    public bool IsExtension { get; } = isExtension;

    /// <summary>The directives on the definition.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>The name of what is defined; null for a schema.</summary>
    public abstract string? DefinedName { get; }
}
