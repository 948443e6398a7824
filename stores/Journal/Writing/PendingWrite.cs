using System.Collections.Immutable;
using System.Diagnostics;
using MoCluster.Grains;
using MoCluster.Grains.Storage.Events;
using MoCluster.Stores.Journal.Codec;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Journal.Writing;

/// <summary>Something that waits to be written.</summary>
internal abstract class PendingWrite
{
    /// <summary>The recorded span of who waits for it; null for none.</summary>
    public Activity? Cause { get; } = GrainActivities.Current;

    /// <summary>About how many bytes it adds to a frame.</summary>
    public abstract int Size { get; }

    /// <summary>What it was given; null when it writes no commit.</summary>
    public Assignment? Written { get; protected set; }

    /// <summary>The events that it appends.</summary>
    public ImmutableArray<AppendedEvent> Events { get; protected set; } = [];

    /// <summary>Decides it: on the writer's thread, in order, each on what those before left.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="now">The store's clock.</param>
    /// <param name="frame">Takes the record when something becomes true.</param>
    /// <returns>The state after.</returns>
    public abstract StoreState Decide(StoreState state, DateTimeOffset now, ByteWriter frame);

    /// <summary>Answers the caller, when the group is on the disk.</summary>
    public abstract void Complete();

    /// <summary>Answers the caller that it will not be known, or will not be.</summary>
    public abstract void Fail(Exception exception);
}
