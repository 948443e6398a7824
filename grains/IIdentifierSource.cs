namespace MoCluster.Grains;

/// <summary>Makes new uuids. It is injected, so that a simulation can repeat them.</summary>
public interface IIdentifierSource
{
    /// <summary>Returns a uuid that was never returned before.</summary>
    Guid Next();
}
