using MoCluster.GrainInterfaces;

namespace MoCluster.Silo.Security;

/// <summary>On whose behalf a request runs, as <see cref="BearerTokens"/> or <see cref="LoopbackGuard"/> found out before.</summary>
internal static class CallerIdentity
{
    private const string RequestIdHeader = "X-Request-ID";
    private const int MaxTraceLength = 200;

    /// <summary>The caller, and where the request belongs in a trace.</summary>
    /// <param name="request">The request.</param>
    public static Actor Of(HttpRequest request)
    {
        var caller = CallerOf(request);
        return new Actor(caller.Uuid, caller.IsAdministrator, TraceOf(request));
    }

    /// <summary>What the caller may do.</summary>
    /// <param name="request">The request.</param>
    public static CallerRoles RolesOf(HttpRequest request) => CallerOf(request).Roles;

    /// <summary>Until when it may be served.</summary>
    /// <param name="request">The request.</param>
    public static DateTimeOffset UntilOf(HttpRequest request) => CallerOf(request).Until;

    /// <summary>Where the request belongs in a trace: <c>traceparent</c>, else <c>X-Request-ID</c>; null where neither is sound.</summary>
    /// <param name="request">The request.</param>
    public static string? TraceOf(HttpRequest request)
    {
        var trace = request.Headers.TraceParent.ToString();
        if (trace.Length == 0)
            trace = request.Headers[RequestIdHeader].ToString();
        return trace.Length is > 0 and <= MaxTraceLength && trace.All(letter => letter is > ' ' and <= '~') ? trace : null;
    }

    /// <summary>A request of which nobody found out whose it is must not run as anybody's.</summary>
    private static Caller CallerOf(HttpRequest request) => request.HttpContext.Features.Get<Caller>()
        ?? throw new InvalidOperationException("Nobody found out who calls.");
}
