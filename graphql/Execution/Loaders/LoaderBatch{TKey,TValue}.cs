namespace MoCluster.GraphQL.Execution.Loaders;

/// <summary>One call of a loader, with the keys of the call and the entries that receive the values.</summary>
internal sealed class LoaderBatch<TKey, TValue>(
    BatchLoader<TKey, TValue> loader, ExecutionScheduler scheduler, TKey[] keys, LoaderEntry<TValue>[] entries) : LoaderBatch
    where TKey : notnull
{
    private Task<IReadOnlyDictionary<TKey, TValue>> _task = null!;

    public override void Start()
    {
        try
        {
            _task = loader.LoadBatch(keys, scheduler.BatchContext).AsTask();
        }
        catch (Exception exception)
        {
            _task = Task.FromException<IReadOnlyDictionary<TKey, TValue>>(exception);
        }

        if (_task.IsCompleted)
            scheduler.Enqueue(this);
        else
            _task.GetAwaiter().UnsafeOnCompleted(() => scheduler.Enqueue(this));
    }

    public override void Run()
    {
        TValue?[] values;
        try
        {
            values = ReadValues();
        }
        catch (Exception exception)
        {
            foreach (var entry in entries)
                entry.SetException(exception);
            return;
        }

        for (var i = 0; i < values.Length; i++)
            entries[i].SetResult(values[i]);
    }

    private TValue?[] ReadValues()
    {
        var answer = _task.GetAwaiter().GetResult() ?? throw new InvalidOperationException($"The loader \"{loader.Name}\" answered null.");
        var values = new TValue?[keys.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = answer.TryGetValue(keys[i], out var value) ? value : default;
        return values;
    }

    public override void Abandon()
    {
        try
        {
            _ = _task.GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            scheduler.TellAbandoned(exception);
        }
    }
}
