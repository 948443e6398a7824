using System.ComponentModel.DataAnnotations;

namespace MoCluster.Grains.Hooks;

/// <summary>The limits of hooks.</summary>
public sealed record HookOptions
{
    /// <summary>The most hooks that may be declared, besides the built-in ones.</summary>
    [Range(0, 100_000)]
    public int MaxHooks { get; init; } = 1_000;

    /// <summary>The most callbacks that may be registered.</summary>
    [Range(0, 100_000)]
    public int MaxCallbacks { get; init; } = 10_000;

    /// <summary>How long a raise may take with all its callbacks.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan RaiseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a silo that cannot reach the registry goes on with the callbacks that it knows. After that its raises wait for the registry. A change waits at
    /// most this long for a silo that does not answer.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:00:10")]
    public TimeSpan FollowerLease { get; init; } = TimeSpan.FromSeconds(5);
}
