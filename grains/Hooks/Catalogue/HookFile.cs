using System.Collections.Immutable;

namespace MoCluster.Grains.Hooks.Catalogue;

/// <summary>The file of the built-in hooks.</summary>
/// <param name="Namespace">The namespace of all of them.</param>
/// <param name="Hooks">The hooks.</param>
internal sealed record HookFile(string Namespace, ImmutableArray<HookEntry> Hooks);
