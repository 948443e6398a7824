using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Hooks;

namespace MoCluster.Grains.Hooks.Catalogue;

/// <summary>A result of the file.</summary>
internal sealed record HookResultEntry(
    HookResultKind Type, ImmutableArray<string> Keys = default, ImmutableArray<HookValueKind> Items = default, bool More = false);
