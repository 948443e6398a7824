using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Catalogue.Loading;

/// <summary>Thrown when a catalogue cannot be used. The message lists every problem and its place.</summary>
public sealed class CatalogueException : Exception
{
    /// <summary>Makes the exception of problems in the content.</summary>
    /// <param name="problems">The problems, each with its place in the file.</param>
    public CatalogueException(ImmutableArray<string> problems)
        : base("The object catalogue cannot be used:\n  " + string.Join("\n  ", problems)) => Problems = problems;

    /// <summary>Makes the exception of a file that cannot be read.</summary>
    /// <param name="message">What is wrong with the file.</param>
    /// <param name="inner">The reader's exception.</param>
    public CatalogueException(string message, Exception inner)
        : base(message, inner) => Problems = [message];

    /// <summary>The problems, each with its place.</summary>
    public ImmutableArray<string> Problems { get; }
}
