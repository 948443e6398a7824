using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Listeners.Requests;

/// <summary>A fetch that waits for events.</summary>
/// <param name="listener">The listener.</param>
/// <param name="limit">How many events at most.</param>
/// <param name="window">The fetch is not served while this many events of the listener are leased.</param>
/// <param name="deadline">When it is answered with nothing, as a timestamp of the clock.</param>
internal sealed class FetchRequest(Guid listener, int limit, int window, long deadline) : GroupRequest<ImmutableArray<Delivery>>
{
    /// <summary>The listener.</summary>
    public Guid Listener { get; } = listener;

    /// <summary>How many events at most.</summary>
    public int Limit { get; } = limit;

    /// <summary>The fetch is not served while this many events of the listener are leased.</summary>
    public int Window { get; } = window;

    /// <summary>When it is answered with nothing, as a timestamp of the clock.</summary>
    public long Deadline { get; } = deadline;

    /// <summary>Whether a turn has leased something for it. From then on only the outcome of the commit answers it.</summary>
    public bool IsDecided { get; set; }
}
