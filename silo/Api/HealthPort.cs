using MoCluster.Silo.Errors;
using MoCluster.Silo.Metrics;

namespace MoCluster.Silo.Api;

/// <summary>
/// The additional port for orchestrators and Prometheus. It listens on every address and answers <c>/health</c> and <c>/metrics</c> and nothing
/// else. It needs no authentication: metrics hold numbers and the names of listeners and streams, but no subjects or persons. A network policy
/// should restrict who can reach the port.
/// </summary>
internal static class HealthPort
{
    /// <summary>The path of the health checks.</summary>
    public const string Health = "/health";

    /// <summary>Whether a request arrived on the port.</summary>
    /// <param name="context">The request.</param>
    /// <param name="port">The number of the port; 0 if there is none.</param>
    public static bool IsItself(HttpContext context, int port) => port != 0 && context.Connection.LocalPort == port;

    /// <summary>Whether a request needs no token: a health check, and every request on the port.</summary>
    /// <param name="context">The request.</param>
    /// <param name="port">The number of the port; 0 if there is none.</param>
    public static bool NeedsNoCaller(HttpContext context, int port) =>
        IsItself(context, port) || context.Request.Path.StartsWithSegments(Health, StringComparison.Ordinal);

    /// <summary>Refuses requests on the port for other paths.</summary>
    /// <param name="context">The request.</param>
    /// <param name="port">The number of the port; 0 if there is none.</param>
    /// <param name="next">The rest of the pipeline.</param>
    public static Task RunAsync(HttpContext context, int port, RequestDelegate next)
    {
        if (!IsItself(context, port))
            return next(context);
        return IsOpen(context.Request.Path)
            ? next(context)
            : JsonErrors.WriteAsync(
                context, StatusCodes.Status404NotFound, HttpErrorCode.NotFound, $"This port answers {Health} and {MetricsEndpoint.Path}, and nothing else.");
    }

    /// <summary>Whether a path is served also while the process starts or stops.</summary>
    /// <param name="path">The path.</param>
    public static bool IsOpen(PathString path) =>
        path.StartsWithSegments(Health, StringComparison.Ordinal) || path.Equals(MetricsEndpoint.Path, StringComparison.Ordinal);
}
