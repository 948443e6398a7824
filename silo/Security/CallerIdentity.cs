using MoCluster.GrainInterfaces;

namespace MoCluster.Silo.Security;

/// <summary>
/// Decides on whose behalf a request runs. While there is no authentication that is always <see cref="Actor.Anonymous"/>.
/// </summary>
internal static class CallerIdentity
{
    private const string RequestIdHeader = "X-Request-ID";
    private const int MaxTraceLength = 200;

    /// <summary>The caller, and where the request belongs in a trace: <c>traceparent</c>, else <c>X-Request-ID</c>.</summary>
    /// <param name="request">The request.</param>
    public static Actor Of(HttpRequest request) => new(Actor.Anonymous, IsAdministrator: false, Trace(request));

    private static string? Trace(HttpRequest request)
    {
        var trace = request.Headers.TraceParent.ToString();
        if (trace.Length == 0)
            trace = request.Headers[RequestIdHeader].ToString();
        return trace.Length is > 0 and <= MaxTraceLength && trace.All(letter => letter is > ' ' and <= '~') ? trace : null;
    }
}
