namespace MoCluster.GraphQL;

/// <summary>Keeps messages short that quote what the caller sent, so that a large request does not get a larger answer.</summary>
internal static class Abbreviation
{
    private const int MaxLength = 2_000;

    public static string Of(string message) =>
        message.Length <= MaxLength ? message : string.Concat(message.AsSpan(0, MaxLength), "...");
}
