namespace MoCluster.Client.Testing.Silos;

/// <summary>Keeps the last lines of a silo's log.</summary>
/// <param name="told">Is told each line too; null for nobody.</param>
internal sealed class SiloLog(Action<string>? told)
{
    /// <summary>So many lines are kept; a silo that goes on writing must not fill the memory of the tests.</summary>
    public const int MostLines = 10_000;

    private const int EndLines = 30;

    private readonly Queue<string> _lines = [];

    /// <summary>Adds a line.</summary>
    public void Add(string line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > MostLines)
                _lines.Dequeue();
        }

        told?.Invoke(line);
    }

    /// <summary>All lines that are kept.</summary>
    public string All()
    {
        lock (_lines)
            return string.Join(Environment.NewLine, _lines);
    }

    /// <summary>The last lines, for a message.</summary>
    public string End()
    {
        lock (_lines)
            return string.Join(Environment.NewLine, _lines.TakeLast(EndLines));
    }
}
