using MoCluster.Silo.Api.Http;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.V1;

/// <summary>Reads segments of paths.</summary>
internal static class V1Paths
{
    /// <summary>Reads the uuid of a listener.</summary>
    /// <param name="segment">The segment, as <see cref="RawPath"/> normalises it.</param>
    /// <exception cref="RefusedException">The segment is not a uuid.</exception>
    public static Guid ListenerOf(string segment) =>
        Guid.TryParseExact(RawPath.Decode(segment), "D", out var listener)
            ? listener
            : throw Refusals.InvalidInput("A listener is named by its uuid, which looks like 3b866d97-0b1f-48e0-8078-686d96f430b3.", "listener");
}
