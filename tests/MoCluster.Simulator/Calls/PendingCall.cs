namespace MoCluster.Simulator.Calls;

/// <summary>A call that waits for its answer.</summary>
internal sealed record PendingCall(RequestCall Call, long Deadline, PendingCallsOfTimeout Owner)
{
    /// <summary>Its place in the order of deadlines; null once it is answered.</summary>
    public LinkedListNode<PendingCall>? Place { get; set; }
}
