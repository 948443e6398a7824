using System.Diagnostics;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Queues.Turns;

namespace MoCluster.Grains.Listeners.Requests;

/// <summary>A call that changes a group's queue, and waits for the commit of what was decided of it.</summary>
internal abstract class GroupRequest
{
    /// <summary>The recorded span of the call; null for none.</summary>
    public Activity? Cause { get; } = GrainActivities.Current;

    /// <summary>What it adds to a commit, in tokens or entries.</summary>
    public abstract int Weight { get; }

    /// <summary>Decides as much of it as one commit may hold.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="turn">The turn under way.</param>
    public abstract void Decide(ListenerQueue queue, QueueTurn turn);

    /// <summary>What was decided is durable: answers, unless more is to be decided.</summary>
    /// <returns>Whether that was all.</returns>
    public abstract bool Committed();

    /// <summary>Answers that it was not done, or not known to be; a second answer is ignored.</summary>
    public abstract void Refuse(Refusal refusal);
}
