using System.Runtime.CompilerServices;
using Orleans.Runtime;

namespace MoCluster.Simulator.Internals;

/// <summary>
/// The two internals of Orleans that a runtime of grains cannot do without and that no public type gives. The simulator uses no others.
/// They are checked at first use, so a version of Orleans without them fails every test at once.
/// </summary>
internal static class OrleansInternals
{
    /// <summary>
    /// Sets the grain whose turn this thread runs from now on, or null for none. The constructor of <see cref="Orleans.Grain"/> takes its
    /// context from there.
    /// </summary>
    /// <returns>The grain whose turn the thread ran before.</returns>
    public static IGrainContext? Enter(IGrainContext? context)
    {
        SetExecutionContext(null, context, out var before);
        return before;
    }

    /// <summary>The exception of a call that the runtime refuses to carry.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern OrleansMessageRejectionException Rejection(string message);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod)]
    private static extern void SetExecutionContext(
        [UnsafeAccessorType("Orleans.Runtime.RuntimeContext, Orleans.Core.Abstractions")] object? type,
        IGrainContext? newContext,
        out IGrainContext? currentContext);
}
