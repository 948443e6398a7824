namespace MoCluster.Silo.Security;

/// <summary>The paths of OS2mo's versions of GraphQL, <c>/graphql/v21</c> and so on, before a request is routed.</summary>
internal static class Os2moPaths
{
    private const string Prefix = "/graphql/v";

    /// <summary>Whether a path is that of a version.</summary>
    /// <param name="path">The path.</param>
    public static bool IsVersion(PathString path) =>
        path.Value is { } text && text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && text.Length > Prefix.Length && char.IsAsciiDigit(text[Prefix.Length]);
}
