using System.Diagnostics;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Queues.Turns;

namespace MoCluster.Grains.Listeners.Requests;

/// <summary>A call that changes a group's queue, and waits for the commit of the decisions about it.</summary>
internal interface IQueueCommand
{
    /// <summary>The recorded span of the call; null for none.</summary>
    Activity? Cause { get; }

    /// <summary>The weight that it adds to a commit, in tokens or entries.</summary>
    int Weight { get; }

    /// <summary>Decides the part of it that one commit may hold.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="turn">The turn under way.</param>
    void Decide(ListenerQueue queue, QueueTurn turn);

    /// <summary>Answers the call once its decisions are durable, unless there is more to decide.</summary>
    /// <returns>Whether that was all.</returns>
    bool Committed();

    /// <summary>Answers that it was not done, or is not known to be done. A second answer is ignored.</summary>
    void Refuse(Refusal refusal);
}
