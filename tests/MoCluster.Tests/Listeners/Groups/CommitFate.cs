namespace MoCluster.Tests.Listeners.Groups;

/// <summary>What becomes of a commit.</summary>
internal enum CommitFate
{
    /// <summary>It becomes true.</summary>
    Done,

    /// <summary>Nothing is done, and that is known.</summary>
    Unavailable,

    /// <summary>Nothing is done, and nobody knows.</summary>
    LostAndUnknown,

    /// <summary>It becomes true, and nobody knows.</summary>
    DoneButUnknown,
}
