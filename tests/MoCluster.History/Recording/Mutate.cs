namespace MoCluster.History;

/// <summary>
/// A mutation of an object. Its marker is a text that the mutation writes into the object and that no other mutation writes, so that its
/// registration is known again; repeated calls under one idempotency key share it.
/// </summary>
public sealed class Mutate : Operation
{
    internal Mutate(History history, string client, string target, string marker)
        : base(history, client) => (Object, Marker) = (target, marker);

    /// <summary>The object.</summary>
    public string Object { get; }

    /// <summary>The text by which its registration is known.</summary>
    public string Marker { get; }

    /// <summary>It was answered: its registration stands.</summary>
    public void Confirm() => Happened();

    /// <inheritdoc/>
    public override string ToString() => $"{Client} mutated {Object} «{Marker}»";
}
