namespace MoCluster.GraphQL.Execution;

/// <content>Waiting: the queue of what became ready, and when loaders are called.</content>
internal sealed partial class OperationExecution
{
    private readonly Lock _lock = new();
    private readonly Queue<WorkItem> _ready = new();
    private readonly Dictionary<BatchLoader, LoaderState> _loaders = [];
    private readonly List<FieldContext> _waiting = [];
    private int _outstanding;
    private int _blocked;
    private TaskCompletionSource? _signal;
    private bool _isAbandoned;

    private bool IsIdle
    {
        get
        {
            lock (_lock)
                return _outstanding == 0;
        }
    }

    /// <summary>A field begins to wait.</summary>
    public void Begin(FieldContext context)
    {
        lock (_lock)
        {
            _outstanding++;
            context.IsOutstanding = true;
            if (context.WaitingKeys > 0)
                _blocked++;
        }
    }

    /// <summary>A field that waited is done, whether or not the keys that it asked for have been loaded.</summary>
    public void End(FieldContext context)
    {
        lock (_lock)
        {
            _outstanding--;
            context.IsOutstanding = false;
            if (context.WaitingKeys > 0)
                _blocked--;
        }
    }

    /// <summary>Hands something that became ready to the execution's flow. Called from any thread.</summary>
    public void Enqueue(WorkItem item)
    {
        TaskCompletionSource? signal = null;
        var isAbandoned = false;
        lock (_lock)
        {
            isAbandoned = _isAbandoned;
            if (!isAbandoned)
            {
                _ready.Enqueue(item);
                signal = TakeSignal();
            }
        }

        if (isAbandoned)
            item.Abandon();
        signal?.TrySetResult();
    }

    /// <summary>Something failed that the execution no longer waited for; nobody but the operator can learn of it.</summary>
    public void TellAbandoned(Exception exception)
    {
        if (exception is not (OperationCanceledException or GraphQLException))
            _errors.Tell(exception, new GraphQLError("Internal error", ErrorCodes.Internal));
    }

    /// <summary>Asks for a key on behalf of a field. Called from any thread.</summary>
    public Task<TValue?> LoadAsync<TKey, TValue>(BatchLoader<TKey, TValue> loader, TKey key, FieldContext context)
        where TKey : notnull
    {
        TaskCompletionSource? signal;
        LoaderEntry<TValue> entry;
        lock (_lock)
        {
            if (!_loaders.TryGetValue(loader, out var state))
                _loaders.Add(loader, state = loader.CreateState(this));
            entry = ((LoaderState<TKey, TValue>)state).Get(key);
            if (entry.IsAsked)
                return entry.Task;
            if (context.WaitingKeys++ == 0)
            {
                _waiting.Add(context);
                if (context.IsOutstanding)
                    _blocked++;
            }

            signal = TakeSignal();
        }

        signal?.TrySetResult();
        return entry.Task;
    }

    /// <summary>Ends without waiting for what is under way: the request was cancelled, or its answer grew too large.</summary>
    private void Abandon()
    {
        WorkItem[] left;
        lock (_lock)
        {
            _isAbandoned = true;
            left = [.. _ready];
            _ready.Clear();
        }

        foreach (var item in left)
            item.Abandon();
    }

    private async ValueTask PumpAsync()
    {
        using var cancellation = CancellationToken.UnsafeRegister(static state => ((OperationExecution)state!).Wake(), this);
        while (true)
        {
            while (TryTake(out var item))
                item.Run();
            CancellationToken.ThrowIfCancellationRequested();
            Task? wait;
            List<LoaderBatch>? batches;
            lock (_lock)
            {
                if (_ready.Count > 0)
                    continue;
                if (_outstanding == 0)
                    return;
                batches = _outstanding == _blocked ? TakeBatches() : null;
                wait = batches is null ? NewSignal() : null;
            }

            if (wait is not null)
                await wait;
            else
                batches!.ForEach(batch => batch.Start());
        }
    }

    /// <summary>Every field waits for keys, so now is the time: all of them are asked for, and nobody waits for an unasked key.</summary>
    private List<LoaderBatch> TakeBatches()
    {
        foreach (var context in _waiting)
            context.WaitingKeys = 0;
        _waiting.Clear();
        _blocked = 0;
        var batches = new List<LoaderBatch>();
        foreach (var state in _loaders.Values)
            state.TakeBatches(batches);
        return batches;
    }

    private void ForgetLoaded()
    {
        lock (_lock)
        {
            foreach (var state in _loaders.Values)
                state.Clear();
        }
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WorkItem? item)
    {
        lock (_lock)
            return _ready.TryDequeue(out item);
    }

    private void Wake()
    {
        TaskCompletionSource? signal;
        lock (_lock)
            signal = TakeSignal();
        signal?.TrySetResult();
    }

    private Task NewSignal()
    {
        // Not inline: whoever finishes a resolver's task must not find itself running the whole rest of the request.
        _signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _signal.Task;
    }

    private TaskCompletionSource? TakeSignal()
    {
        var signal = _signal;
        _signal = null;
        return signal;
    }
}
