using System.Collections.Immutable;

namespace MoCluster.Stores.Sqlite.Maintenance;

/// <summary>What a verification read and found.</summary>
/// <param name="File">The database's file.</param>
/// <param name="Incarnation">The incarnation of the data.</param>
/// <param name="LastBatch">The ordinal of the last batch of commits.</param>
/// <param name="Rows">How many rows each table holds.</param>
/// <param name="Problems">What is wrong: the first <see cref="MaxProblems"/>.</param>
/// <param name="ProblemCount">How many problems there are.</param>
public sealed record VerificationReport(
    string File,
    Guid Incarnation,
    long LastBatch,
    ImmutableSortedDictionary<string, long> Rows,
    ImmutableArray<string> Problems,
    long ProblemCount)
{
    /// <summary>A damaged file may have millions of problems; so many of them are told.</summary>
    public const int MaxProblems = 100;
}
