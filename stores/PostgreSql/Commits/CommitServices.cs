using MoCluster.Stores.PostgreSql.Connections;
using MoCluster.Stores.PostgreSql.Known;
using MoCluster.Stores.PostgreSql.Writing;

namespace MoCluster.Stores.PostgreSql.Commits;

/// <summary>What the commit connections of a store share.</summary>
/// <param name="Server">How the server is reached.</param>
internal sealed record CommitServices(ServerAccess Server)
{
    private long _commits;
    private long _batches;
    private long _expected;

    /// <summary>The ids of streams.</summary>
    public StreamIds Streams { get; } = new();

    /// <summary>The assignments of the last commits.</summary>
    public RememberedCommits Remembered { get; } = new();

    /// <summary>The progress of listeners as batches of this process left it.</summary>
    public KnownProgress Progress { get; } = new();

    /// <summary>Objects as batches of this process left them.</summary>
    public KnownObjects Objects { get; } = new();

    /// <summary>Counts what was committed since the store was opened.</summary>
    public PostgreSqlCounters Counters => new(Interlocked.Read(ref _commits), Interlocked.Read(ref _batches), Interlocked.Read(ref _expected));

    /// <summary>Counts a batch that was committed.</summary>
    public void Count(StageTwo batch)
    {
        if (batch.IsExpected)
            Interlocked.Increment(ref _expected);
        Interlocked.Add(ref _commits, batch.Winners);
        Interlocked.Increment(ref _batches);
    }
}
