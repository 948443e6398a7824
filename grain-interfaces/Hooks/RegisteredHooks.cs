using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Hooks;

/// <summary>What is declared and registered in a cluster, and which extensions are off.</summary>
[GenerateSerializer, Immutable, Alias("mo.registered-hooks")]
public sealed record RegisteredHooks
{
    /// <summary>Nothing but the built-in hooks.</summary>
    public static RegisteredHooks None { get; } = new();

    /// <summary>Goes up by one with each change.</summary>
    [Id(0)] public long Version { get; init; }

    /// <summary>The hooks that were declared, without the built-in ones, in the order of their declaration.</summary>
    [Id(1)] public ImmutableArray<HookDefinition> Declared { get; init; } = [];

    /// <summary>The callbacks, in the order of their registration.</summary>
    [Id(2)] public ImmutableArray<HookSubscription> Subscriptions { get; init; } = [];

    /// <summary>The hooks that ever had a callback: raising one of the others answers that nobody was ever there.</summary>
    [Id(3)] public ImmutableArray<HookName> Used { get; init; } = [];

    /// <summary>The extensions that are switched off.</summary>
    [Id(4)] public ImmutableArray<string> Disabled { get; init; } = [];

    /// <summary>The number of the last registration.</summary>
    [Id(5)] public long LastSequence { get; init; }
}
