using MoCluster.Silo.Errors;
using MoCluster.Silo.Metrics;

namespace MoCluster.Silo.Api;

/// <summary>
/// The port that tells orchestrators and Prometheus how the process is, from every address: it answers <c>/health</c> and
/// <c>/metrics</c> and nothing else. It has no authentication: metrics hold names of listeners and streams and numbers, never a subject or
/// a person, and a network policy says who may reach the port.
/// </summary>
internal static class HealthPort
{
    /// <summary>Where the process tells how it is.</summary>
    public const string Health = "/health";

    /// <summary>Whether a request came in on it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="port">The port; 0 for none.</param>
    public static bool IsItself(HttpContext context, int port) => port != 0 && context.Connection.LocalPort == port;

    /// <summary>Whether a request is answered without a token: health, and whatever comes in on the port.</summary>
    /// <param name="context">The request.</param>
    /// <param name="port">The port; 0 for none.</param>
    public static bool NeedsNoCaller(HttpContext context, int port) =>
        IsItself(context, port) || context.Request.Path.StartsWithSegments(Health, StringComparison.Ordinal);

    /// <summary>Lets a request pass where it may.</summary>
    /// <param name="context">The request.</param>
    /// <param name="port">The port; 0 for none.</param>
    /// <param name="next">What serves it.</param>
    public static Task RunAsync(HttpContext context, int port, RequestDelegate next)
    {
        if (!IsItself(context, port))
            return next(context);
        return IsOpen(context.Request.Path)
            ? next(context)
            : JsonErrors.WriteAsync(
                context, StatusCodes.Status404NotFound, HttpErrorCode.NotFound, $"This port answers {Health} and {MetricsEndpoint.Path}, and nothing else.");
    }

    /// <summary>Whether a path is answered whatever the process is doing.</summary>
    /// <param name="path">The path.</param>
    public static bool IsOpen(PathString path) =>
        path.StartsWithSegments(Health, StringComparison.Ordinal) || path.Equals(MetricsEndpoint.Path, StringComparison.Ordinal);
}
