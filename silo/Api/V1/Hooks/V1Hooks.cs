namespace MoCluster.Silo.Api.V1.Hooks;

/// <summary>The hooks.</summary>
/// <param name="Hooks">The declared hooks: the built-in ones first.</param>
/// <param name="Dormant">The callbacks of hooks that are not declared yet.</param>
/// <param name="Disabled">The extensions that are switched off.</param>
internal sealed record V1Hooks(IReadOnlyList<V1Hook> Hooks, IReadOnlyList<V1HookRegistration> Dormant, IReadOnlyList<string> Disabled);
