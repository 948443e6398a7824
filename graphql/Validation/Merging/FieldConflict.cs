using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Merging;

/// <summary>Two fields with the same response name that cannot be merged.</summary>
/// <param name="ResponseName">The response name of both.</param>
/// <param name="Reason">The reason, worded to follow "conflict because".</param>
/// <param name="Fields1">The first field and the fields below it on which the two differ.</param>
/// <param name="Fields2">The second field and the fields below it on which the two differ.</param>
internal sealed record FieldConflict(string ResponseName, string Reason, List<FieldNode> Fields1, List<FieldNode> Fields2);
