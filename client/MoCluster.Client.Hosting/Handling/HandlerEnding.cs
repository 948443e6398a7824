namespace MoCluster.Client.Hosting.Handling;

/// <summary>Why a handler was cancelled.</summary>
internal enum HandlerEnding
{
    /// <summary>It was not.</summary>
    NotCancelled = 0,

    /// <summary>The program stops, and the time for that is nearly over.</summary>
    Stopped = 1,

    /// <summary>The lease of its event was lost.</summary>
    LeaseLost = 2,

    /// <summary>It took longer than it may.</summary>
    TimedOut = 3,
}
