using System.Reflection;
using MoCluster.Silo.Api.Http;
using MoCluster.Silo.Application;

namespace MoCluster.Silo.Api.V1;

/// <summary>The caller's side of a request, as a parameter of an endpoint.</summary>
/// <param name="Api">The request as the application layer sees it.</param>
/// <param name="Aborted">Cancelled when the caller disconnects.</param>
internal sealed record V1Request(ApiRequest Api, CancellationToken Aborted) : IBindableFromHttpContext<V1Request>
{
    /// <summary>Makes it from an HTTP request; ASP.NET calls this.</summary>
    /// <param name="context">The HTTP request.</param>
    /// <param name="parameter">The parameter of the endpoint.</param>
    public static ValueTask<V1Request?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<V1Request?>(
            new V1Request(context.RequestServices.GetRequiredService<ApiRequestFactory>().Of(context, RequestParameters.IsTriggerless(context.Request)), context.RequestAborted));
}
