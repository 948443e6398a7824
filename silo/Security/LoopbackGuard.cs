using System.Net;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Security;

/// <summary>
/// Admits only callers on this machine when there is no authentication. The process binds loopback, and the Host header must name a loopback
/// host, so that a web page cannot reach the process through its own host name (DNS rebinding; docs/architecture.md §9).
/// </summary>
internal static class LoopbackGuard
{
    /// <summary>Whether a Host header names this machine.</summary>
    /// <param name="host">The header.</param>
    public static bool IsLoopback(HostString host) =>
        host.HasValue && (host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));

    /// <summary>Refuses requests that name another host. All other requests have the same caller, who may do everything.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">The rest of the pipeline.</param>
    public static Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (IsLoopback(context.Request.Host))
        {
            context.Features.Set(Caller.Anonymous);
            return next(context);
        }

        return JsonErrors.WriteAsync(
            context,
            StatusCodes.Status403Forbidden,
            HttpErrorCode.ForbiddenHost,
            "Without configured authentication MoCluster answers only callers on this machine: the Host header must be localhost, 127.0.0.1 or "
            + "[::1].");
    }
}
