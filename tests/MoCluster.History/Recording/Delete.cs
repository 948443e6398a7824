namespace MoCluster.History;

/// <summary>A listener deleted: from its invocation on nothing is owed to it.</summary>
public sealed class Delete : Operation
{
    internal Delete(History history, string client, Guid listener)
        : base(history, client) => Listener = listener;

    /// <summary>The listener.</summary>
    public Guid Listener { get; }

    /// <summary>It was answered.</summary>
    public void Confirm() => Happened();

    /// <inheritdoc/>
    public override string ToString() => $"{Client} deleted listener {Listener}";
}
