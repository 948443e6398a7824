using System.Collections.Immutable;
using System.Net;

namespace MoCluster.Silo.Configuration;

/// <summary>The addresses on which the process listens: loopback ones only, while there is no authentication (DESIGN.md §9).</summary>
/// <param name="Values">The addresses, for example <c>http://127.0.0.1:8080</c>.</param>
internal sealed record ListenUrls(ImmutableArray<string> Values)
{
    public const string Key = "urls";

    public const string Default = "http://127.0.0.1:8080";

    public const string Allowed = "http addresses of this machine's loopback, separated by semicolons; port 0 takes a free one";

    public const string Description = "On which addresses the process listens. Without configured authentication it binds loopback only.";

    /// <summary>Reads what was written, or adds to the problems what is wrong with it.</summary>
    /// <param name="text">The value.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static ListenUrls Parse(string text, ICollection<string> problems)
    {
        var urls = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (urls.Length == 0)
            problems.Add($"{Key} is '{text}'; it must be {Allowed}, for example {Default}.");
        foreach (var url in urls)
        {
            if (Problem(url) is { } problem)
                problems.Add(problem);
        }

        return new ListenUrls([.. urls.Select(url => url.TrimEnd('/'))]);
    }

    private static string? Problem(string url)
    {
        // http://*:8080 and http://+:8080 are .NET's way to say every address; Uri does not read them.
        var isEverywhere = url.Contains("://*", StringComparison.Ordinal) || url.Contains("://+", StringComparison.Ordinal);
        if (!isEverywhere && (!Uri.TryCreate(url, UriKind.Absolute, out _) || !url.StartsWith("http", StringComparison.OrdinalIgnoreCase)))
            return $"{Key} has '{url}'; it must be {Allowed}, for example {Default}.";
        if (isEverywhere || !IsLoopback(new Uri(url)))
        {
            return $"{Key} has '{url}', which others than this machine can reach; without configured authentication MoCluster listens on "
                + $"loopback only, for example {Default}.";
        }

        var uri = new Uri(url);
        if (uri.Scheme != Uri.UriSchemeHttp)
            return $"{Key} has '{url}'; on loopback it must be http, for example {Default}.";
        return uri.PathAndQuery != "/" ? $"{Key} has '{url}'; it must end after the port, for example {Default}." : null;
    }

    private static bool IsLoopback(Uri uri) =>
        uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address));
}
