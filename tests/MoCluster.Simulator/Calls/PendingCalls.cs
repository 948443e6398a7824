using System.Collections.Concurrent;

namespace MoCluster.Simulator.Calls;

/// <summary>The calls that wait for an answer, by their response timeout.</summary>
internal sealed class PendingCalls(TimeProvider time)
{
    private readonly ConcurrentDictionary<TimeSpan, PendingCallsOfTimeout> _byTimeout = new();

    /// <summary>Adds a call that begins to wait.</summary>
    public PendingCall? Add(RequestCall call, TimeSpan timeout)
    {
        if (timeout == Timeout.InfiniteTimeSpan)
            return null;

        if (!_byTimeout.TryGetValue(timeout, out var calls))
            calls = _byTimeout.GetOrAdd(timeout, static (timeout, time) => new PendingCallsOfTimeout(time, timeout), time);

        return calls.Add(call);
    }

    /// <summary>Removes a call that no longer waits.</summary>
    public static void Remove(PendingCall? pending) => pending?.Owner.Remove(pending);

    /// <summary>All calls that wait now.</summary>
    public IReadOnlyList<RequestCall> Snapshot() =>
        [.. _byTimeout.ToArray().OrderBy(calls => calls.Key).SelectMany(calls => calls.Value.Snapshot())];
}
