namespace MoCluster.Silo.Api.V1.Hooks;

/// <summary>The declaration of a hook.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The name, unique within the namespace.</param>
/// <param name="Kind">notification or query.</param>
/// <param name="Phase">before, after or during.</param>
/// <param name="Description">What it is for, for people.</param>
/// <param name="Arguments">The arguments, in the order in which a raise by place gives them.</param>
/// <param name="Result">What a callback of a query answers; absent for a notification.</param>
/// <param name="Decision">What follows from the answers to a query: list, join, first, merge, refused_by_false or refused_by_true; absent for a notification.</param>
internal sealed record V1HookDeclaration(
    string Namespace,
    string Name,
    string Kind,
    string Phase,
    string? Description = null,
    IReadOnlyList<V1HookArgument>? Arguments = null,
    V1HookResult? Result = null,
    string? Decision = null);
