namespace MoCluster.Client;

/// <summary>Values that are laid over a validity of an object. The object is active throughout the validity afterwards, also where it was not before.</summary>
public abstract record ObjectUpdate : ObjectInput
{
    private protected ObjectUpdate()
    {
    }

    /// <summary>Which object.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>The time in which the values hold. Outside of it everything stays.</summary>
    public required Validity Validity { get; init; }
}
