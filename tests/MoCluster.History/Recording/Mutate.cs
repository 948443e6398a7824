namespace MoCluster.History;

/// <summary>
/// A call that mutates an object. The mutation writes its marker, a text that no other mutation writes, into the object, so that its
/// registration can be recognised. Repeated calls under one idempotency key have the same marker.
/// </summary>
public sealed class Mutate : Operation
{
    internal Mutate(History history, string client, string target, string marker)
        : base(history, client) => (Object, Marker) = (target, marker);

    /// <summary>The name of the object.</summary>
    public string Object { get; }

    /// <summary>The text by which the registration is recognised.</summary>
    public string Marker { get; }

    /// <summary>Records that the mutation was confirmed: its registration is committed.</summary>
    public void Confirm() => Happened();

    /// <inheritdoc/>
    public override string ToString() => $"{Client} mutated {Object} «{Marker}»";
}
