namespace MoCluster.GraphQL.Execution.Loaders;

/// <summary>The keys that one request has asked one loader for.</summary>
internal sealed class LoaderState<TKey, TValue>(BatchLoader<TKey, TValue> loader, ExecutionScheduler scheduler) : LoaderState
    where TKey : notnull
{
    private readonly Dictionary<TKey, LoaderEntry<TValue>> _entries = [];
    private readonly List<TKey> _waiting = [];

    /// <summary>The value of a key, which is loaded, is being loaded, or will be loaded by the next call.</summary>
    public LoaderEntry<TValue> Get(TKey key)
    {
        if (_entries.TryGetValue(key, out var entry))
            return entry;
        entry = new LoaderEntry<TValue>();
        _entries.Add(key, entry);
        _waiting.Add(key);
        return entry;
    }

    public override void TakeBatches(List<LoaderBatch> batches)
    {
        foreach (var keys in _waiting.Chunk(loader.MaxBatchSize))
        {
            var entries = new LoaderEntry<TValue>[keys.Length];
            for (var i = 0; i < keys.Length; i++)
            {
                entries[i] = _entries[keys[i]];
                entries[i].IsAsked = true;
            }

            batches.Add(new LoaderBatch<TKey, TValue>(loader, scheduler, keys, entries));
        }

        _waiting.Clear();
    }

    public override void Clear()
    {
        _entries.Clear();
        _waiting.Clear();
    }
}
