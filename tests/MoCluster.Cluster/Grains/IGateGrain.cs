namespace MoCluster.Cluster.Grains;

/// <summary>Lets one call after the other pass, once it is open.</summary>
[Alias("test.gate")]
public interface IGateGrain : IGrainWithStringKey
{
    /// <summary>Answers at once: the grain is there.</summary>
    [Alias("here")]
    Task HereAsync();

    /// <summary>Passes when the gate is open.</summary>
    [Alias("pass")]
    Task PassAsync();
}
