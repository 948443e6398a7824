using MoCluster.Simulator.Activations;
using Orleans.Runtime;

namespace MoCluster.Simulator.Calls;

/// <summary>Work for a grain on its turn: a call, a timer's tick, an item of a stream.</summary>
internal abstract class Call
{
    protected Call() => Place = new LinkedListNode<Call>(this);

    /// <summary>The grain that does the work.</summary>
    public abstract GrainId Target { get; }

    /// <summary>The interface and method, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it may run between the awaits of other calls.</summary>
    public abstract bool Interleaves { get; }

    /// <summary>Whether it concerns only this activation, and so never moves to a new one.</summary>
    public virtual bool LocalOnly => false;

    /// <summary>Whether it counts as a use of the grain.</summary>
    public virtual bool KeepsAlive => true;

    /// <summary>Whether a grain makes it, so that it is carried out even while the silo stops.</summary>
    public virtual bool FromGrain => false;

    /// <summary>Whether nobody waits for it any more, so that it need not begin.</summary>
    public virtual bool Abandoned => false;

    /// <summary>Its place among the waiting calls of the activation.</summary>
    public LinkedListNode<Call> Place { get; }

    /// <summary>The order of arrival at the activation.</summary>
    public long Arrival { get; set; }

    /// <summary>The activation at which it waits or runs.</summary>
    public Activation? At { get; set; }

    /// <summary>How many activations ended before it could begin.</summary>
    public int Forwards { get; set; }

    /// <summary>Runs the grain's code up to the first await that waits, on the grain's turn.</summary>
    public abstract Task Invoke(Activation activation);

    /// <summary>Called on the grain's turn when the grain's code has ended, with or without an exception.</summary>
    public abstract void Complete(Task outcome);

    /// <summary>Called when the grain's code will never run.</summary>
    public abstract void Reject(Exception exception);
}
