using System.Text;

namespace MoCluster.Client.Tests.CommandLine;

/// <summary>What the tool wrote so far; a test can wait for a part of it.</summary>
internal sealed class WatchedText : TextWriter
{
    private readonly StringBuilder _text = new();
    private readonly Lock _lock = new();
    private readonly List<(string Part, TaskCompletionSource Seen)> _awaited = [];

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (_lock)
        {
            _text.Append(buffer);
            if (_awaited.Count == 0)
                return;
            var text = _text.ToString();
            foreach (var (_, seen) in _awaited.Where(one => text.Contains(one.Part, StringComparison.Ordinal)))
                seen.TrySetResult();
        }
    }

    /// <summary>Waits until a text was written.</summary>
    public Task SeenAsync(string part)
    {
        lock (_lock)
        {
            if (_text.ToString().Contains(part, StringComparison.Ordinal))
                return Task.CompletedTask;
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((part, seen));
            return seen.Task;
        }
    }

    public override string ToString()
    {
        lock (_lock)
            return _text.ToString();
    }
}
