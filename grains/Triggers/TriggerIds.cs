using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Triggers;

/// <summary>Gives triggers of endpoints their ids.</summary>
public static class TriggerIds
{
    /// <summary>The id of a trigger. It is the same in every silo and after every restart.</summary>
    /// <param name="endpoint">The address of the endpoint.</param>
    /// <param name="url">The path of the trigger.</param>
    /// <param name="stage">The stage.</param>
    public static Guid Of(string endpoint, string url, TriggerStage stage) => NamedUuid.Of($"trigger {stage} {endpoint}{url}");
}
