namespace MoCluster.GraphQL.Documents;

/// <summary>
/// Keeps the most recently used documents, so that they are not parsed and validated again. Limited by count and by bytes of text.
/// </summary>
internal sealed class DocumentCache(int maxCount, long maxBytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Text, PreparedDocument Document)>> _byText = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Text, PreparedDocument Document)> _byUse = new();
    private long _bytes;

    public int Count
    {
        get
        {
            lock (_lock)
                return _byText.Count;
        }
    }

    public PreparedDocument? Find(string text)
    {
        lock (_lock)
        {
            if (!_byText.TryGetValue(text, out var node))
                return null;
            if (node != _byUse.First)
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
            }

            return node.Value.Document;
        }
    }

    public void Add(string text, PreparedDocument document)
    {
        if (maxCount <= 0 || Size(text) > maxBytes)
            return;
        lock (_lock)
        {
            if (_byText.ContainsKey(text))
                return;
            _byText.Add(text, _byUse.AddFirst((text, document)));
            _bytes += Size(text);
            while (_byText.Count > maxCount || _bytes > maxBytes)
            {
                var oldest = _byUse.Last!;
                _byUse.RemoveLast();
                _byText.Remove(oldest.Value.Text);
                _bytes -= Size(oldest.Value.Text);
            }
        }
    }

    private static long Size(string text) => (long)text.Length * sizeof(char);
}
