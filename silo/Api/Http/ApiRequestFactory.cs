using MoCluster.Grains.Storage;
using MoCluster.Silo.Application;
using MoCluster.Silo.Hosting;
using MoCluster.Silo.Security;

namespace MoCluster.Silo.Api.Http;

/// <summary>Makes of HTTP requests what resolvers know of them.</summary>
/// <param name="store">By whose clock they run.</param>
/// <param name="readiness">Whether the process serves.</param>
internal sealed class ApiRequestFactory(IStore store, ProcessReadiness readiness)
{
    /// <summary>What is known of a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="triggerless">Whether triggers are skipped.</param>
    /// <exception cref="OperationCanceledException">The process does not serve, or not any more.</exception>
    public ApiRequest Of(HttpContext context, bool triggerless = false)
    {
        if (!readiness.IsReady)
            throw new OperationCanceledException(readiness.Reason);
        return new ApiRequest
        {
            Now = store.Now,
            Incarnation = store.Incarnation,
            Actor = CallerIdentity.Of(context.Request),
            Roles = CallerIdentity.RolesOf(context.Request),
            IdempotencyKey = RequestHeaders.IdempotencyKeyOf(context.Request),
            Triggerless = triggerless,
            Stopping = readiness.Stopping,
        };
    }
}
