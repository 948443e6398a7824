using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Hooks;

/// <summary>A named extension point: what it gives its callbacks, what they answer, and what follows from it (docs/hooks.md).</summary>
[GenerateSerializer, Immutable, Alias("mo.hook-definition")]
public sealed record HookDefinition
{
    /// <summary>The longest name of a namespace, a hook, a callback or an extension, in characters.</summary>
    public const int MaxNameLength = 255;

    /// <summary>The namespace, for example <c>modoboa</c>.</summary>
    [Id(0)] public required string Namespace { get; init; }

    /// <summary>The name, unique within the namespace.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>Whether callbacks are told or asked.</summary>
    [Id(2)] public required HookKind Kind { get; init; }

    /// <summary>When it is raised.</summary>
    [Id(3)] public required HookPhase Phase { get; init; }

    /// <summary>What it is for, for people.</summary>
    [Id(4)] public string? Description { get; init; }

    /// <summary>The arguments, in the order in which a positional raise gives them.</summary>
    [Id(5)] public ImmutableArray<HookArgument> Arguments { get; init; } = [];

    /// <summary>What a callback answers.</summary>
    [Id(6)] public HookResult Result { get; init; } = HookResult.None;

    /// <summary>What follows from the answers.</summary>
    [Id(7)] public HookDecision Decision { get; init; }
}
