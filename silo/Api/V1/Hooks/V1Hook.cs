namespace MoCluster.Silo.Api.V1.Hooks;

/// <summary>A declared hook with its callbacks.</summary>
/// <param name="Declaration">How it is declared.</param>
/// <param name="Callbacks">Its callbacks, in the order in which they are called.</param>
internal sealed record V1Hook(V1HookDeclaration Declaration, IReadOnlyList<V1HookCallback> Callbacks);
