using MoCluster.GraphQL.Execution.Loaders;

namespace MoCluster.GraphQL.Execution;

/// <summary>
/// Waits for the asynchronous work of one execution. Fields come back through a queue when their resolvers finish. Loaders are called once
/// every field that is under way waits for keys that no loader has been asked for.
/// </summary>
internal sealed class ExecutionScheduler(object? request, ExecutionErrors errors, CancellationToken cancellationToken)
{
    private readonly Lock _lock = new();
    private readonly Queue<WorkItem> _ready = new();
    private readonly Dictionary<BatchLoader, LoaderState> _loaders = [];
    private readonly List<FieldContext> _waiting = [];
    private int _outstanding;
    private int _blocked;
    private TaskCompletionSource? _signal;
    private bool _isAbandoned;

    /// <summary>True if no field waits for its resolver.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
                return _outstanding == 0;
        }
    }

    public BatchContext BatchContext => field ??= new BatchContext(request, cancellationToken);

    /// <summary>Counts a field that begins to wait for its resolver.</summary>
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

    /// <summary>Stops counting a field whose resolver has finished, whether or not the keys that it asked for are loaded.</summary>
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

    /// <summary>Queues work that became ready, for the execution's flow. May be called from any thread.</summary>
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

    /// <summary>
    /// Reports an exception of work that the execution no longer waited for. The answer cannot contain it, so only <see
    /// cref="ExecutorOptions.OnUnhandled"/> gets it.
    /// </summary>
    public void TellAbandoned(Exception exception)
    {
        if (exception is not (OperationCanceledException or GraphQLException))
            errors.Tell(exception, new GraphQLError("Internal error", ErrorCodes.Internal));
    }

    /// <summary>Asks for a key on behalf of a field. May be called from any thread.</summary>
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

    /// <summary>
    /// Ends without waiting for the resolvers and loaders that are still running: the request was cancelled, or its answer grew too large.
    /// </summary>
    public void Abandon()
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

    /// <summary>Runs until no field waits.</summary>
    /// <exception cref="OperationCanceledException">The request was cancelled, or its time is over.</exception>
    public async ValueTask RunAsync()
    {
        using var cancellation = cancellationToken.UnsafeRegister(static state => ((ExecutionScheduler)state!).Wake(), this);
        while (true)
        {
            while (TryTake(out var item))
                item.Run();
            cancellationToken.ThrowIfCancellationRequested();
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

    /// <summary>
    /// Every waiting field waits for keys. Takes the calls that load all of them; no field then waits for a key that no loader was asked
    /// for.
    /// </summary>
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

    /// <summary>Forgets what loaders have loaded: a root field of a mutation may have changed it.</summary>
    public void ForgetLoaded()
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
        // Not inline: otherwise the thread that finishes a resolver's task would run the whole rest of the request.
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
