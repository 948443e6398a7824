using System.Globalization;
using MoCluster.GrainInterfaces;

namespace MoCluster.Simulation.Plans;

/// <summary>A listener.</summary>
/// <param name="Index">Its number in the plan.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Group">The name of its group; null for a lone listener.</param>
/// <param name="Lease">The length of its leases.</param>
/// <param name="MaxBackOff">The longest time between two deliveries.</param>
/// <param name="MaxAttempts">The attempts after which an event is parked; 0 for no limit.</param>
/// <param name="MaxInFlight">How many of its events may be leased at once.</param>
/// <param name="DeclaredAt">When it is declared.</param>
/// <param name="DeletedAt">When it is deleted; null for never.</param>
internal sealed record ListenerPlan(
    int Index, StreamKey Stream, string? Group, TimeSpan Lease, TimeSpan MaxBackOff, int MaxAttempts, int MaxInFlight,
    TimeSpan DeclaredAt, TimeSpan? DeletedAt)
{
    /// <summary>The user key.</summary>
    public string UserKey => $"l{Index}";

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{DeclaredAt.TotalSeconds:F3} s: listener {UserKey} of {Stream}{(Group is null ? "" : $" in group {Group}")}, lease {Lease.TotalSeconds} s, back-off {MaxBackOff.TotalSeconds} s, "
        + $"{(MaxAttempts == 0 ? "" : $"{MaxAttempts} attempts, ")}{MaxInFlight} in flight"
        + $"{(DeletedAt is { } deleted ? $", deleted at {deleted.TotalSeconds:F3} s" : "")}");
}
