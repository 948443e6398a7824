using System.Runtime.CompilerServices;
using Orleans.Runtime;

namespace MoCluster.Simulator.Internals;

/// <summary>
/// The two things of Orleans that no public type gives, and that a runtime of grains cannot do without. Nothing else here reaches into
/// Orleans; what it names is checked when it is first used, so another version of Orleans that lacks it fails every test at once.
/// </summary>
internal static class OrleansInternals
{
    /// <summary>
    /// Says whose turn this thread runs from now on; null for nobody's. The constructor of <see cref="Orleans.Grain"/> takes its context
    /// from there.
    /// </summary>
    /// <returns>Whose turn it ran before.</returns>
    public static IGrainContext? Enter(IGrainContext? context)
    {
        SetExecutionContext(null, context, out var before);
        return before;
    }

    /// <summary>The error of a call that the runtime refuses to carry.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern OrleansMessageRejectionException Rejection(string message);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod)]
    private static extern void SetExecutionContext(
        [UnsafeAccessorType("Orleans.Runtime.RuntimeContext, Orleans.Core.Abstractions")] object? type,
        IGrainContext? newContext,
        out IGrainContext? currentContext);
}
