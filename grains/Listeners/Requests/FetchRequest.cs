using System.Collections.Immutable;
using System.Diagnostics;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Listeners.Requests;

/// <summary>A fetch that waits to be served.</summary>
/// <param name="Listener">From which listener.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="Window">How many may be leased at once at the listener for it to be served.</param>
/// <param name="Deadline">When it is answered with nothing, as a timestamp of the clock.</param>
internal sealed record FetchRequest(Guid Listener, int Limit, int Window, long Deadline)
{
    // The caller goes on within the turn that answers. All it does then is return.
    private readonly TaskCompletionSource<Outcome<ImmutableArray<Delivery>>> _answer = new();

    /// <summary>The recorded span of the call; null for none.</summary>
    public Activity? Cause { get; } = GrainActivities.Current;

    /// <summary>The answer.</summary>
    public Task<Outcome<ImmutableArray<Delivery>>> Answer => _answer.Task;

    /// <summary>Whether it was answered.</summary>
    public bool IsAnswered => _answer.Task.IsCompleted;

    /// <summary>Whether a turn leased something for it: from then on nothing but the commit's outcome answers it.</summary>
    public bool IsDecided { get; set; }

    /// <summary>Answers; a second answer is ignored.</summary>
    public void Reply(Outcome<ImmutableArray<Delivery>> outcome) => _answer.TrySetResult(outcome);
}
