namespace MoCluster.Client.Tests.Hosting;

/// <summary>Notes which handlers run side by side, and what they may not. The first handlers wait until so many run at once.</summary>
internal sealed class OrderLedger(int parallelism)
{
    private readonly Lock _lock = new();
    private readonly List<MoEvent> _running = [];
    private readonly Dictionary<string, (int Times, long Number)> _seen = [];
    private readonly TaskCompletionSource _parallel = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _handled;
    private int _awaited = int.MaxValue;

    /// <summary>What broke the order.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>A handler begins.</summary>
    /// <returns>How often its subject was handled, with this time.</returns>
    public async Task<int> BeginAsync(MoEvent begun, CancellationToken cancellation)
    {
        int times;
        lock (_lock)
        {
            foreach (var other in _running.Where(other => other.Subject == begun.Subject || other.Key == begun.Key))
                Violations.Add($"{begun.Subject} with the key {begun.Key} runs beside {other.Subject} with the key {other.Key}.");
            var last = _seen.GetValueOrDefault(begun.Subject);
            if (last.Number >= begun.Number)
                Violations.Add($"{begun.Subject} came with {begun.Number} after {last.Number}.");
            times = last.Times + 1;
            _seen[begun.Subject] = (times, begun.Number);
            _running.Add(begun);
            if (_running.Count > parallelism)
                Violations.Add($"{_running.Count} handlers run at once.");
            if (_running.Count == parallelism)
                _parallel.TrySetResult();
        }

        await _parallel.Task.WaitAsync(cancellation);
        return times;
    }

    /// <summary>A handler ends.</summary>
    public void End(MoEvent ended)
    {
        lock (_lock)
        {
            _running.Remove(ended);
            if (++_handled == _awaited)
                _all.TrySetResult();
        }
    }

    /// <summary>Waits until so many events were handled.</summary>
    public Task HandledAsync(int count, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _awaited = count;
            if (_handled >= count)
                _all.TrySetResult();
        }

        return _all.Task.WaitAsync(cancellation);
    }
}
