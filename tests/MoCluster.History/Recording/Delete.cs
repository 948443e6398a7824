namespace MoCluster.History;

/// <summary>A call that deletes a listener. From its invocation on, no events are owed to the listener.</summary>
public sealed class Delete : Operation
{
    internal Delete(History history, string client, Guid listener)
        : base(history, client) => Listener = listener;

    /// <summary>The uuid of the listener.</summary>
    public Guid Listener { get; }

    /// <summary>Records that the listener was deleted.</summary>
    public void Confirm() => Happened();

    /// <inheritdoc/>
    public override string ToString() => $"{Client} deleted listener {Listener}";
}
