using MoCluster.Silo.Security;

namespace MoCluster.Silo.Api.Http;

/// <summary>
/// The port that tells orchestrators how the process is, from every address: it answers <c>/health</c> and nothing else, so that it
/// needs no authentication. Everywhere else <see cref="LoopbackGuard"/> holds.
/// </summary>
internal static class HealthPort
{
    private const string Health = "/health";

    /// <summary>The address to listen on besides the API's.</summary>
    /// <param name="port">The port; 0 for none.</param>
    public static IEnumerable<string> Urls(int port) => port == 0 ? [] : [$"http://*:{port}"];

    /// <summary>Lets a request pass where it may.</summary>
    /// <param name="context">The request.</param>
    /// <param name="port">The port; 0 for none.</param>
    /// <param name="next">What serves it.</param>
    public static Task RunAsync(HttpContext context, int port, RequestDelegate next)
    {
        if (port == 0 || context.Connection.LocalPort != port)
            return LoopbackGuard.RunAsync(context, next);
        return context.Request.Path.StartsWithSegments(Health, StringComparison.Ordinal)
            ? next(context)
            : JsonErrors.WriteAsync(
                context, StatusCodes.Status404NotFound, HttpErrorCode.NotFound, $"This port answers {Health} and nothing else.");
    }
}
