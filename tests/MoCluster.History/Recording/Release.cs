namespace MoCluster.History;

/// <summary>A call that ends leases of a listener before their time. Their events may come again at once.</summary>
public sealed class Release : Operation
{
    internal Release(History history, string client, Guid listener, IReadOnlyCollection<string>? subjects)
        : base(history, client) => (Listener, Subjects) = (listener, subjects);

    /// <summary>The uuid of the listener.</summary>
    public Guid Listener { get; }

    /// <summary>The only subjects that are released; null for all.</summary>
    public IReadOnlyCollection<string>? Subjects { get; }

    /// <summary>Records that the call was confirmed.</summary>
    public void Confirm() => Happened();

    /// <inheritdoc/>
    public override string ToString() => $"{Client} released {(Subjects is null ? "all" : string.Join(", ", Subjects))} of {Listener}";
}
