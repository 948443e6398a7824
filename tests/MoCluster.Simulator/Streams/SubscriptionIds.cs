using Orleans.Runtime;

namespace MoCluster.Simulator.Streams;

/// <summary>The ids of implicit subscriptions: the same for every activation of a grain, in every process.</summary>
internal static class SubscriptionIds
{
    /// <summary>The id of a grain's subscription to a stream.</summary>
    public static Guid Of(GrainId grain, StreamId stream) => new(
        (int)grain.GetUniformHashCode(), 0, 0, BitConverter.GetBytes((long)stream.GetHashCode()));
}
