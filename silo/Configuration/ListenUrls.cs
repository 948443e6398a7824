using System.Collections.Immutable;
using System.Net;

namespace MoCluster.Silo.Configuration;

/// <summary>The addresses on which the process listens. Without authentication they must be loopback addresses (docs/architecture.md §9).</summary>
/// <param name="Values">The addresses, for example <c>http://127.0.0.1:8080</c>.</param>
internal sealed record ListenUrls(ImmutableArray<string> Values)
{
    public const string Key = "urls";

    public const string Default = "http://127.0.0.1:8080";

    public const string Allowed = "http addresses separated by semicolons, loopback addresses unless authentication is configured; "
        + "port 0 takes a free port";

    public const string Description = "The addresses on which the process listens. Without authentication they must be loopback addresses. "
        + "With authentication, use a proxy for TLS.";

    /// <summary>Parses the setting and adds what is wrong with it to the problems.</summary>
    /// <param name="text">The value of the setting.</param>
    /// <param name="isAuthenticated">Whether callers must authenticate. If so, the process may listen on any address.</param>
    /// <param name="problems">Receives a sentence for each problem.</param>
    public static ListenUrls Parse(string text, bool isAuthenticated, ICollection<string> problems)
    {
        var urls = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (urls.Length == 0)
            problems.Add($"{Key} is '{text}'; it must be {Allowed}, for example {Default}.");
        foreach (var url in urls)
        {
            if (Problem(url, isAuthenticated) is { } problem)
                problems.Add(problem);
        }

        return new ListenUrls([.. urls.Select(url => url.TrimEnd('/'))]);
    }

    private static string? Problem(string url, bool isAuthenticated)
    {
        // http://*:8080 and http://+:8080 mean every address in .NET; Uri cannot parse them.
        var isEverywhere = url.Contains("://*", StringComparison.Ordinal) || url.Contains("://+", StringComparison.Ordinal);
        if (!isEverywhere && (!Uri.TryCreate(url, UriKind.Absolute, out _) || !url.StartsWith("http", StringComparison.OrdinalIgnoreCase)))
            return $"{Key} has '{url}'; it must be {Allowed}, for example {Default}.";
        if (!isAuthenticated && (isEverywhere || !IsLoopback(new Uri(url))))
        {
            return $"{Key} has '{url}', which other machines can reach; without configured authentication MoCluster listens on "
                + $"loopback only, for example {Default}.";
        }

        var uri = new Uri(
            url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal));
        if (uri.Scheme != Uri.UriSchemeHttp)
        {
            return isAuthenticated
                ? $"{Key} has '{url}'; it must be http, because TLS ends at a proxy before the process, for example http://0.0.0.0:8080."
                : $"{Key} has '{url}'; on loopback it must be http, for example {Default}.";
        }

        return uri.PathAndQuery != "/" ? $"{Key} has '{url}'; it must end after the port, for example {Default}." : null;
    }

    private static bool IsLoopback(Uri uri) =>
        uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address));
}
