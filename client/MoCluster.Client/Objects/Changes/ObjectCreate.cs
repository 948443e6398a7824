namespace MoCluster.Client;

/// <summary>A new object.</summary>
public abstract record ObjectCreate : ObjectInput
{
    private protected ObjectCreate()
    {
    }

    /// <summary>Its identity; a new one when null.</summary>
    public Guid? Uuid { get; init; }
}
