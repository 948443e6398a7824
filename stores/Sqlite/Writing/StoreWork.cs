using System.Collections.Immutable;
using System.Diagnostics;
using MoCluster.Grains;
using MoCluster.Grains.Storage.Events;

namespace MoCluster.Stores.Sqlite.Writing;

/// <summary>Something that waits to be written in the next transaction.</summary>
internal abstract class StoreWork
{
    /// <summary>The recorded span of the caller; null if there is none.</summary>
    public Activity? Cause { get; } = GrainActivities.Current;

    /// <summary>How many events and deliveries it appends at most.</summary>
    public abstract int Size { get; }

    /// <summary>The events that it appended.</summary>
    public ImmutableArray<AppendedEvent> Appended { get; protected set; } = [];

    /// <summary>Decides it and adds it to a batch. The writer's thread calls this, work after work.</summary>
    public abstract void Decide(WriteBatch batch);

    /// <summary>Answers the caller: the batch is on the disk.</summary>
    public abstract void Complete();

    /// <summary>Answers the caller: it was not done, or its outcome is unknown.</summary>
    public abstract void Fail(Exception exception);
}
