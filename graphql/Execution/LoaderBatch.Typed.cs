namespace MoCluster.GraphQL.Execution;

/// <summary>One call of a loader for some keys.</summary>
internal sealed class LoaderBatch<TKey, TValue>(
    BatchLoader<TKey, TValue> loader, OperationExecution execution, TKey[] keys, LoaderEntry<TValue>[] entries) : LoaderBatch
    where TKey : notnull
{
    private Task<IReadOnlyDictionary<TKey, TValue>> _task = null!;

    public override void Start()
    {
        try
        {
            _task = loader.LoadBatch(keys, execution.BatchContext).AsTask();
        }
        catch (Exception exception)
        {
            _task = Task.FromException<IReadOnlyDictionary<TKey, TValue>>(exception);
        }

        if (_task.IsCompleted)
            execution.Enqueue(this);
        else
            _task.GetAwaiter().UnsafeOnCompleted(() => execution.Enqueue(this));
    }

    public override void Run()
    {
        IReadOnlyDictionary<TKey, TValue> values;
        try
        {
            values = _task.GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            foreach (var entry in entries)
                entry.SetException(exception);
            return;
        }

        for (var i = 0; i < keys.Length; i++)
            entries[i].SetResult(values.TryGetValue(keys[i], out var value) ? value : default);
    }

    public override void Abandon()
    {
        try
        {
            _ = _task.GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            execution.TellAbandoned(exception);
        }
    }
}
