using MoCluster.Grains.Storage;
using MoCluster.Silo.Application;
using MoCluster.Silo.Hosting;
using MoCluster.Silo.Security;

namespace MoCluster.Silo.Api.Http;

/// <summary>Makes requests of the application layer from HTTP requests.</summary>
/// <param name="store">Gives the time and the incarnation.</param>
/// <param name="readiness">Says whether the process serves.</param>
internal sealed class ApiRequestFactory(IStoreInfo store, ProcessReadiness readiness)
{
    /// <summary>Makes a request.</summary>
    /// <param name="context">The HTTP request.</param>
    /// <param name="triggerless">Whether triggers are skipped.</param>
    /// <exception cref="OperationCanceledException">The process does not serve yet, or no longer.</exception>
    /// <exception cref="Errors.RefusedException">The caller may not skip triggers.</exception>
    public ApiRequest Of(HttpContext context, bool triggerless = false)
    {
        if (!readiness.IsReady)
            throw new OperationCanceledException(readiness.Reason);
        if (triggerless)
            CallerIdentity.RolesOf(context.Request).Require(Roles.Triggerless);
        var (name, email) = CallerIdentity.NamesOf(context.Request);
        return new ApiRequest
        {
            CallerName = name,
            CallerEmail = email,
            Now = store.Now,
            Incarnation = store.Incarnation,
            Actor = CallerIdentity.Of(context.Request),
            Roles = CallerIdentity.RolesOf(context.Request),
            IdempotencyKey = RequestHeaders.IdempotencyKeyOf(context.Request),
            Triggerless = triggerless,
            Chain = RequestHeaders.MutationChainOf(context.Request),
            Stopping = readiness.Stopping,
        };
    }
}
