namespace MoCluster.History;

/// <summary>A call that declares a listener.</summary>
public sealed class Declare : Operation
{
    internal Declare(History history, string client, string stream, TimeSpan lease, Guid? owner)
        : base(history, client) => (Stream, Lease, Owner) = (stream, lease, owner);

    /// <summary>The stream of the listener.</summary>
    public string Stream { get; }

    /// <summary>The duration of the listener's leases.</summary>
    public TimeSpan Lease { get; }

    /// <summary>The owner of the listener, for events that are for one owner only; null if there are no such events.</summary>
    public Guid? Owner { get; }

    /// <summary>The uuid of the listener, once the call is answered.</summary>
    public Guid Listener { get; private set; }

    /// <summary>The group of the listener, once the call is answered.</summary>
    public Guid Group { get; private set; }

    /// <summary>Records that the listener was declared.</summary>
    /// <param name="listener">The uuid of the listener.</param>
    /// <param name="group">The group of the listener; null if the listener is the only member.</param>
    public void Confirm(Guid listener, Guid? group = null)
    {
        (Listener, Group) = (listener, group ?? listener);
        Happened();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Client} declared listener {Listener} of {Stream}";
}
