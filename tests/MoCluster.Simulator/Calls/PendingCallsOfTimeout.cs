namespace MoCluster.Simulator.Calls;

/// <summary>
/// The calls that wait for an answer under one response timeout. They time out in the order in which they began, so one timer for the first
/// deadline suffices, and adding and removing take constant time.
/// </summary>
internal sealed class PendingCallsOfTimeout
{
    private readonly Lock _gate = new();
    private readonly LinkedList<PendingCall> _calls = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly long _ticks;
    private readonly ITimer _timer;
    private bool _armed;

    public PendingCallsOfTimeout(TimeProvider time, TimeSpan timeout)
    {
        _time = time;
        _timeout = timeout;
        _ticks = (long)(timeout.TotalSeconds * time.TimestampFrequency);
        _timer = time.CreateTimer(
            static calls => ((PendingCallsOfTimeout)calls!).OnDeadline(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public PendingCall Add(RequestCall call)
    {
        var pending = new PendingCall(call, _time.GetTimestamp() + _ticks, this);
        lock (_gate)
        {
            pending.Place = _calls.AddLast(pending);
            if (!_armed)
            {
                _armed = true;
                _timer.Change(_timeout, Timeout.InfiniteTimeSpan);
            }
        }

        return pending;
    }

    public void Remove(PendingCall pending)
    {
        lock (_gate)
        {
            if (pending.Place is not { } place)
                return;

            _calls.Remove(place);
            pending.Place = null;
        }
    }

    public IReadOnlyList<RequestCall> Snapshot()
    {
        lock (_gate)
            return [.. _calls.Select(pending => pending.Call)];
    }

    private void OnDeadline()
    {
        foreach (var call in TakeOverdue())
            call.TimeOut(_timeout);
    }

    private List<RequestCall> TakeOverdue()
    {
        var overdue = new List<RequestCall>();
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            foreach (var pending in _calls)
            {
                if (pending.Deadline > now)
                    break;

                overdue.Add(pending.Call);
            }

            // The overdue calls are removed as they end; the next deadline is that of the first call after them.
            var next = _calls.First;
            while (next is not null && next.Value.Deadline <= now)
                next = next.Next;

            _armed = next is not null;
            if (next is not null)
                _timer.Change(Until(next.Value.Deadline - now), Timeout.InfiniteTimeSpan);
        }

        return overdue;
    }

    // Rounded up: a timer that fires before the deadline would find nothing and start again.
    private TimeSpan Until(long ticks) => TimeSpan.FromMilliseconds(Math.Ceiling(ticks * 1000.0 / _time.TimestampFrequency));
}
