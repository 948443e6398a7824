using System.Collections.Concurrent;

namespace MoCluster.Conformance.Engines.Hosting;

/// <summary>Where grains write what they did, say how far they are, and wait to be let on.</summary>
public sealed class Probe
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _signals = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _lines = new();
    private int _inside;

    /// <summary>What was written, in order.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>The most that were inside <see cref="Enter"/> and <see cref="Leave"/> at once.</summary>
    public int Peak { get; private set; }

    /// <summary>Completes when <see cref="Signal"/> is called with the name.</summary>
    public Task When(string name) => Of(name).Task;

    /// <summary>Whether <see cref="Signal"/> was called with the name.</summary>
    public bool Was(string name) => Of(name).Task.IsCompleted;

    /// <summary>Says that something has happened, or may happen.</summary>
    public void Signal(string name) => Of(name).TrySetResult();

    /// <summary>Writes a line.</summary>
    public void Write(string line) => _lines.Enqueue(line);

    /// <summary>Writes a line and says so.</summary>
    public void Mark(string line)
    {
        Write(line);
        Signal(line);
    }

    /// <summary>Counts, from 1.</summary>
    public int Count(string what) => _counts.AddOrUpdate(what, 1, (_, count) => count + 1);

    /// <summary>Counts one more inside; says "inside N".</summary>
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
