namespace MoCluster.Cluster.Grains;

/// <summary>Holds calls back until the gate opens, then lets one after another pass.</summary>
[Alias("test.gate")]
public interface IGateGrain : IGrainWithStringKey
{
    /// <summary>Answers at once, which shows that the grain is active.</summary>
    [Alias("here")]
    Task HereAsync();

    /// <summary>Passes when the gate is open.</summary>
    [Alias("pass")]
    Task PassAsync();
}
