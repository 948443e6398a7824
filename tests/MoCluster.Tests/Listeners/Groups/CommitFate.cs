namespace MoCluster.Tests.Listeners.Groups;

/// <summary>What happens to a commit in <see cref="FaultyStore"/>.</summary>
internal enum CommitFate
{
    /// <summary>It is committed.</summary>
    Done,

    /// <summary>It is not committed, and the caller learns so.</summary>
    Unavailable,

    /// <summary>It is not committed, and the caller does not learn the outcome.</summary>
    LostAndUnknown,

    /// <summary>It is committed, and the caller does not learn the outcome.</summary>
    DoneButUnknown,
}
