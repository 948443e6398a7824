using System.Net;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Security;

/// <summary>
/// Without authentication only this machine may call: the process binds loopback, and a request must name a loopback host, so
/// that a page in a browser cannot reach it under a name of its own (DNS rebinding; DESIGN.md §9).
/// </summary>
internal static class LoopbackGuard
{
    /// <summary>Whether a Host header names this machine.</summary>
    /// <param name="host">The header.</param>
    public static bool IsLoopback(HostString host) =>
        host.HasValue && (host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));

    /// <summary>Refuses requests that name another host; whoever makes the others may do everything, and all are one caller.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What serves it.</param>
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
            "Without configured authentication MoCluster answers this machine only: the Host header must be localhost, 127.0.0.1 or "
            + "[::1].");
    }
}
