using System.Collections.Immutable;

namespace MoCluster.GraphQL.Types.Linking;

/// <summary>A schema was built that is not valid (spec §3); every problem is named at once.</summary>
public sealed class SchemaException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="problems">What is wrong, one sentence each.</param>
    public SchemaException(ImmutableArray<string> problems)
        : base($"The schema is not valid:{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", problems)}") =>
        Problems = problems;

    /// <summary>What is wrong, one sentence each.</summary>
    public ImmutableArray<string> Problems { get; }
}
