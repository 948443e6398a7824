using MoCluster.GrainInterfaces;

namespace MoCluster.Silo.Security;

/// <summary>Gives the caller of a request, whom <see cref="BearerTokens"/> or <see cref="LoopbackGuard"/> has stored in it.</summary>
internal static class CallerIdentity
{
    private const string RequestIdHeader = "X-Request-ID";
    private const int MaxTraceLength = 200;

    /// <summary>The caller as an actor, with the trace of the request.</summary>
    /// <param name="request">The request.</param>
    public static Actor Of(HttpRequest request)
    {
        var caller = CallerOf(request);
        return new Actor(caller.Uuid, caller.IsAdministrator, TraceOf(request));
    }

    /// <summary>The name and the email address of the caller; null where the token has none.</summary>
    /// <param name="request">The request.</param>
    public static (string? Name, string? Email) NamesOf(HttpRequest request) => CallerOf(request) is var caller ? (caller.Name, caller.Email) : default;

    /// <summary>The roles of the caller.</summary>
    /// <param name="request">The request.</param>
    public static CallerRoles RolesOf(HttpRequest request) => CallerOf(request).Roles;

    /// <summary>The instant until which the request may be served.</summary>
    /// <param name="request">The request.</param>
    public static DateTimeOffset UntilOf(HttpRequest request) => CallerOf(request).Until;

    /// <summary>The trace of the request: the header <c>traceparent</c>, else <c>X-Request-ID</c>; null if neither is usable.</summary>
    /// <param name="request">The request.</param>
    public static string? TraceOf(HttpRequest request)
    {
        var trace = request.Headers.TraceParent.ToString();
        if (trace.Length == 0)
            trace = request.Headers[RequestIdHeader].ToString();
        return trace.Length is > 0 and <= MaxTraceLength && trace.All(letter => letter is > ' ' and <= '~') ? trace : null;
    }

    /// <summary>A request without a caller must not run: its commits would have no actor.</summary>
    private static Caller CallerOf(HttpRequest request) => request.HttpContext.Features.Get<Caller>()
        ?? throw new InvalidOperationException("The request has no caller: neither BearerTokens nor LoopbackGuard ran for it.");
}
