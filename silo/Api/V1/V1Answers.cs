using Microsoft.Net.Http.Headers;

namespace MoCluster.Silo.Api.V1;

/// <summary>Writes the result of an endpoint as a line of JSON, and forbids caches to store it.</summary>
internal sealed class V1Answers : IEndpointFilter
{
    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers[HeaderNames.CacheControl] = "no-store";
        var result = await next(context);
        if (result is not IValueHttpResult { Value: { } value })
            return result;
        await V1Json.WriteAsync(context.HttpContext, value);
        return Results.Empty;
    }
}
