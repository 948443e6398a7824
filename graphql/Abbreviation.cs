namespace MoCluster.GraphQL;

/// <summary>Shortens messages that quote what the caller sent, so that a large request does not get an even larger answer.</summary>
internal static class Abbreviation
{
    private const int MaxLength = 2_000;

    public static string Of(string message) =>
        message.Length <= MaxLength ? message : string.Concat(message.AsSpan(0, MaxLength), "...");
}
