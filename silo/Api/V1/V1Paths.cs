using MoCluster.Silo.Api.Http;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.V1;

/// <summary>What the segments of paths say.</summary>
internal static class V1Paths
{
    /// <summary>The listener that a path names.</summary>
    /// <param name="segment">The segment, as <see cref="RawPath"/> leaves it.</param>
    /// <exception cref="RefusedException">It is no uuid.</exception>
    public static Guid ListenerOf(string segment) =>
        Guid.TryParseExact(RawPath.Decode(segment), "D", out var listener)
            ? listener
            : throw Refusals.InvalidInput("A listener is named by its uuid, which looks like 3b866d97-0b1f-48e0-8078-686d96f430b3.", "listener");
}
