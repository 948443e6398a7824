using System.Collections.Concurrent;

namespace MoCluster.Conformance.Engines.Hosting;

/// <summary>What grains wrote and signalled, and the signals for which grains and tests wait.</summary>
public sealed class Probe
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _signals = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _lines = new();
    private int _inside;

    /// <summary>The written lines, in order.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>The highest number between <see cref="Enter"/> and <see cref="Leave"/> at once.</summary>
    public int Peak { get; private set; }

    /// <summary>Completes when <see cref="Signal"/> is called with the name.</summary>
    public Task When(string name) => Of(name).Task;

    /// <summary>Whether <see cref="Signal"/> was called with the name.</summary>
    public bool Was(string name) => Of(name).Task.IsCompleted;

    /// <summary>Signals that something has happened, or may happen.</summary>
    public void Signal(string name) => Of(name).TrySetResult();

    /// <summary>Writes a line.</summary>
    public void Write(string line) => _lines.Enqueue(line);

    /// <summary>Writes a line and signals it.</summary>
    public void Mark(string line)
    {
        Write(line);
        Signal(line);
    }

    /// <summary>Counts up, from 1.</summary>
    public int Count(string what) => _counts.AddOrUpdate(what, 1, (_, count) => count + 1);

    /// <summary>Counts one more inside, and signals "inside N".</summary>
    public int Enter()
    {
        lock (_lines)
        {
            Peak = Math.Max(Peak, ++_inside);
            Signal($"inside {_inside}");
            return _inside;
        }
    }

    /// <summary>Counts one less inside.</summary>
    public void Leave()
    {
        lock (_lines)
            _inside--;
    }

    private TaskCompletionSource Of(string name) =>
        _signals.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
