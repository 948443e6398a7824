namespace MoCluster.Grains;

/// <summary>Where new uuids come from: handed in, so that a simulation can repeat them.</summary>
public interface IIdentifierSource
{
    /// <summary>A uuid that was never given before.</summary>
    Guid Next();
}
