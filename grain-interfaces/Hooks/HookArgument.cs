using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Hooks;

/// <summary>An argument of a hook.</summary>
[GenerateSerializer, Immutable, Alias("mo.hook-argument")]
public sealed record HookArgument
{
    /// <summary>The name, unique within the hook.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>The form of the value.</summary>
    [Id(1)] public required HookValueKind Kind { get; init; }

    /// <summary>The type of the object, for example <c>account</c>; null for other values.</summary>
    [Id(2)] public string? ObjectType { get; init; }

    /// <summary>Whether a raise may leave it out.</summary>
    [Id(3)] public bool IsOptional { get; init; }

    /// <summary>Whether it may be null.</summary>
    [Id(4)] public bool IsNullable { get; init; }

    /// <summary>
    /// Whether callbacks may add to it: a dictionary that each callback gets with what those before it added. A callback adds by answering an object with
    /// a key of the argument's name.
    /// </summary>
    [Id(5)] public bool IsShared { get; init; }

    /// <summary>Whether it is never stored, logged or traced, such as a password.</summary>
    [Id(6)] public bool IsSensitive { get; init; }

    /// <summary>The values that a string may have; empty for all.</summary>
    [Id(7)] public ImmutableArray<string> Values { get; init; } = [];
}
