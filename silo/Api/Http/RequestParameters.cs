using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.Http;

/// <summary>Reads parameters of the query string that several paths take.</summary>
internal static class RequestParameters
{
    /// <summary>Whether the request skips triggers: <c>?triggerless=1</c>.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="MalformedRequestException">The parameter is neither yes nor no.</exception>
    public static bool IsTriggerless(HttpRequest request) => IsSet(request, "triggerless");

    /// <summary>Whether a parameter says yes: <c>1</c> or <c>true</c>. Without the parameter the answer is no.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The name of the parameter.</param>
    /// <exception cref="MalformedRequestException">The parameter is neither yes nor no.</exception>
    public static bool IsSet(HttpRequest request, string name) => request.Query[name].ToString() switch
    {
        "" or "0" or "false" => false,
        "1" or "true" => true,
        var other => throw new MalformedRequestException($"The parameter \"{name}\" is '{other}'; it must be 1 or 0."),
    };
}
