using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>A catalogue cannot be used; the message tells every problem found and where it is.</summary>
public sealed class CatalogueException : Exception
{
    /// <summary>Tells the problems.</summary>
    /// <param name="problems">Each with its place in the file.</param>
    public CatalogueException(ImmutableArray<string> problems)
        : base("The object catalogue cannot be used:\n  " + string.Join("\n  ", problems)) => Problems = problems;

    /// <summary>Tells that the file could not be read.</summary>
    /// <param name="message">What is wrong with it.</param>
    /// <param name="inner">What the reader said.</param>
    public CatalogueException(string message, Exception inner)
        : base(message, inner) => Problems = [message];

    /// <summary>The problems, each with its place.</summary>
    public ImmutableArray<string> Problems { get; }
}
