namespace MoCluster.History;

/// <summary>A listener declared.</summary>
public sealed class Declare : Operation
{
    internal Declare(History history, string client, string stream, TimeSpan lease, Guid? owner)
        : base(history, client) => (Stream, Lease, Owner) = (stream, lease, owner);

    /// <summary>To which stream it listens.</summary>
    public string Stream { get; }

    /// <summary>How long its leases are.</summary>
    public TimeSpan Lease { get; }

    /// <summary>Its owner, for events that speak to one owner alone; null where there are none.</summary>
    public Guid? Owner { get; }

    /// <summary>The listener, once it was answered.</summary>
    public Guid Listener { get; private set; }

    /// <summary>Its group, once it was answered.</summary>
    public Guid Group { get; private set; }

    /// <summary>It was answered.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="group">Its group; null when it is alone.</param>
    public void Confirm(Guid listener, Guid? group = null)
    {
        (Listener, Group) = (listener, group ?? listener);
        Happened();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Client} declared listener {Listener} of {Stream}";
}
