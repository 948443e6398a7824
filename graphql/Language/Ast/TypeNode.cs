namespace MoCluster.GraphQL.Language;

/// <summary>A reference to a type (spec §2.11).</summary>
/// <param name="span">Where it stands.</param>
public abstract class TypeNode(SourceSpan span) : Node(span);
