namespace MoCluster.Cluster.Grains;

/// <summary>The stored state of <see cref="TallyGrain"/>.</summary>
/// <param name="Count">The count.</param>
[GenerateSerializer, Immutable, Alias("test.tally-state")]
public sealed record Tally([property: Id(0)] int Count)
{
    /// <summary>Nothing counted.</summary>
    public Tally()
        : this(0)
    {
    }
}
