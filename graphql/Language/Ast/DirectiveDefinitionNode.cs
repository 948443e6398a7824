using System.Collections.Immutable;

namespace MoCluster.GraphQL.Language.Ast;

/// <summary>The definition of a directive (spec §3.13).</summary>
public sealed class DirectiveDefinitionNode(
    SourceSpan span,
    StringValueNode? description,
    NameNode name,
    ImmutableArray<InputValueDefinitionNode> arguments,
    bool isRepeatable,
    ImmutableArray<NameNode> locations)
    : TypeSystemDefinitionNode(span, description, isExtension: false, directives: [])
{
    /// <summary>The name without the at sign.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The arguments.</summary>
    public ImmutableArray<InputValueDefinitionNode> Arguments { get; } = arguments;

    /// <summary>True if the directive may be written several times at one place.</summary>
    public bool IsRepeatable { get; } = isRepeatable;

    /// <summary>The names of the places where the directive may be written.</summary>
    public ImmutableArray<NameNode> Locations { get; } = locations;

    /// <inheritdoc/>
    public override string? DefinedName => Name.Value;
}
