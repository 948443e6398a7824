using System.Collections.Immutable;
using MoCluster.GrainInterfaces;

namespace MoCluster.Silo.Configuration.Sections;

/// <summary>Reads the addresses of HTTP endpoints from a setting.</summary>
internal static class EndpointAddresses
{
    /// <summary>Reads the addresses.</summary>
    /// <param name="given">The addresses as they were given.</param>
    /// <returns>The addresses without repetition, each with its scheme and without a slash at the end; a refusal that says what is wrong.</returns>
    public static Outcome<ImmutableArray<string>> Parse(TextList given)
    {
        var addresses = ImmutableArray.CreateBuilder<string>();
        foreach (var one in given.Values)
        {
            var address = one.Contains("://", StringComparison.Ordinal) ? one : $"http://{one}";
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
                return Wrong($"'{one}' is not an address such as http://hooks:9037.");
            if (uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
                return Wrong($"'{one}' must end after its path, and name no user; a token has a setting of its own, HttpTriggers:Token.");
            addresses.Add(address.TrimEnd('/'));
        }

        return addresses.Distinct(StringComparer.Ordinal).ToImmutableArray();
    }

    private static Refusal Wrong(string message) => new(RefusalCode.InvalidInput, message);
}
