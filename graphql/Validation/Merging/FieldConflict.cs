using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Merging;

/// <summary>Two fields that are answered under one name but cannot be answered as one.</summary>
/// <param name="ResponseName">The name.</param>
/// <param name="Reason">Why not, to follow "conflict because".</param>
/// <param name="Fields1">The first field and the fields below it on which the two differ.</param>
/// <param name="Fields2">The second field and the fields below it on which the two differ.</param>
internal sealed record FieldConflict(string ResponseName, string Reason, List<FieldNode> Fields1, List<FieldNode> Fields2);
