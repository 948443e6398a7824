using System.Collections.Immutable;

namespace MoCluster.GraphQL.Types.Building;

/// <summary>A schema is not valid (spec §3). The exception names every problem.</summary>
public sealed class SchemaException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="problems">The problems, one sentence each.</param>
    public SchemaException(ImmutableArray<string> problems)
        : base($"The schema is not valid:{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", problems)}") =>
        Problems = problems;

    /// <summary>The problems, one sentence each.</summary>
    public ImmutableArray<string> Problems { get; }
}
