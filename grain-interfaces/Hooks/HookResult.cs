using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Hooks;

/// <summary>What a callback of a hook answers.</summary>
[GenerateSerializer, Immutable, Alias("mo.hook-result")]
public sealed record HookResult
{
    /// <summary>No answer.</summary>
    public static HookResult None { get; } = new();

    /// <summary>The form of the answer.</summary>
    [Id(0)] public HookResultKind Kind { get; init; }

    /// <summary>For dictionaries: the keys that each must have.</summary>
    [Id(1)] public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>For tuples: the form of each item. Only <see cref="HookValueKind.Any"/> and <see cref="HookValueKind.String"/>.</summary>
    [Id(2)] public ImmutableArray<HookValueKind> Items { get; init; } = [];

    /// <summary>For tuples: whether more items may follow.</summary>
    [Id(3)] public bool MayHaveMore { get; init; }
}
