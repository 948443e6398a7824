namespace MoCluster.Client;

/// <summary>The values that an object has throughout one validity.</summary>
public abstract record ObjectValues
{
    private protected ObjectValues()
    {
    }

    /// <summary>The object's identity.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>The time in which it has these values.</summary>
    public required Validity Validity { get; init; }
}
