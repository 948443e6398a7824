namespace MoCluster.GraphQL.Execution;

/// <summary>Says which of several fields that are resolved in one call failed, so that none of them was done.</summary>
/// <param name="index">The index of the field.</param>
/// <param name="reason">Why it failed, as a resolver would throw it.</param>
public sealed class FailedTogetherException(int index, Exception reason) : Exception(reason?.Message, reason)
{
    /// <summary>The index of the field.</summary>
    public int Index { get; } = index;

    /// <summary>Why it failed.</summary>
    public Exception Reason { get; } = reason!;
}
