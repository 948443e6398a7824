using MoCluster.Simulator.Activations;
using Orleans.Runtime;

namespace MoCluster.Simulator.Calls;

/// <summary>Something that a grain is asked to do on its turn: a call, a timer's tick, an item of a stream.</summary>
internal abstract class Call
{
    protected Call() => Place = new LinkedListNode<Call>(this);

    /// <summary>Whose grain.</summary>
    public abstract GrainId Target { get; }

    /// <summary>What is asked, for messages: interface and method.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it may run between the awaits of others.</summary>
    public abstract bool Interleaves { get; }

    /// <summary>Whether it concerns this activation only, and so never moves to a new one.</summary>
    public virtual bool LocalOnly => false;

    /// <summary>Whether it counts as use of the grain.</summary>
    public virtual bool KeepsAlive => true;

    /// <summary>Whether a grain asks it, so that it is carried out also while the silo stops.</summary>
    public virtual bool FromGrain => false;

    /// <summary>Whether nobody waits for it any more, so that it need not begin.</summary>
    public virtual bool Abandoned => false;

    /// <summary>Its place among the calls that wait at the activation.</summary>
    public LinkedListNode<Call> Place { get; }

    /// <summary>Orders the calls of an activation by arrival.</summary>
    public long Arrival { get; set; }

    /// <summary>Where it waits or runs.</summary>
    public Activation? At { get; set; }

    /// <summary>How often an activation ended before it could begin.</summary>
    public int Forwards { get; set; }

    /// <summary>Runs the grain's code until its first await that waits; on the grain's turn.</summary>
    public abstract Task Invoke(Activation activation);

    /// <summary>The grain's code has ended, well or not; on the grain's turn.</summary>
    public abstract void Complete(Task outcome);

    /// <summary>The grain's code never ran.</summary>
    public abstract void Reject(Exception exception);
}
