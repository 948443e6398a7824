using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Silo.Triggers.Http;

/// <summary>
/// The header by which an HTTP trigger learns in which mutation it runs. An endpoint that calls back sends the header along; a change of an object
/// under that mutation is then refused at once, instead of waiting until both time out.
/// </summary>
internal static class MutationChain
{
    /// <summary>The name of the header.</summary>
    public const string Header = "MoCluster-Mutation";

    /// <summary>The most objects that a header may name.</summary>
    private const int MostObjects = 100;

    /// <summary>Writes the objects under mutation.</summary>
    /// <param name="chain">The objects, outermost first.</param>
    public static string Write(ImmutableArray<ObjectKey> chain) => string.Join(' ', chain);

    /// <summary>Reads the objects under mutation.</summary>
    /// <param name="text">The value of the header.</param>
    /// <returns>The objects; null when the text is not what an endpoint was given.</returns>
    public static ImmutableArray<ObjectKey>? Read(string text)
    {
        var keys = text.Split(' ', MostObjects + 1, StringSplitOptions.RemoveEmptyEntries);
        if (keys.Length > MostObjects)
            return null;
        try
        {
            return [.. keys.Select(ObjectKey.Parse)];
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
