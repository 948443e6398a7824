using MoCluster.Simulator.Internals;
using Orleans.Runtime;

namespace MoCluster.Simulator.Scheduling;

/// <summary>
/// The turns of one grain, in order, one at a time. As the <see cref="TaskScheduler"/> to which awaits inside the grain return, it ensures
/// that code of one grain never runs in parallel and interleaves only at awaits.
/// </summary>
internal sealed class TurnQueue : TaskScheduler, IThreadPoolWorkItem
{
    [ThreadStatic]
    private static TurnQueue? s_running;

    private readonly Lock _gate = new();
    private readonly Queue<object> _turns = new();
    private readonly ITurnScheduler _scheduler;
    private readonly Action<Exception> _onError;
    private Task? _slice;
    private bool _scheduled;

    /// <summary>Creates an empty queue.</summary>
    /// <param name="scheduler">Runs the queue.</param>
    /// <param name="owner">The grain whose turns these are.</param>
    /// <param name="onError">Called with an exception that escaped from a turn.</param>
    public TurnQueue(ITurnScheduler scheduler, object? owner, Action<Exception> onError)
    {
        _scheduler = scheduler;
        _onError = onError;
        Owner = owner;
    }

    /// <summary>The queue whose turn this thread runs.</summary>
    public static TurnQueue? Running => s_running;

    /// <summary>The grain whose turns these are.</summary>
    public object? Owner { get; }

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Adds a turn.</summary>
    public void Enqueue(ITurn turn) => Add(turn);

    /// <summary>Runs some turns. Called by the scheduler.</summary>
    public void Execute()
    {
        // One task around the turns makes this queue TaskScheduler.Current also for turns that are not tasks.
        _slice = new Task(static queue => ((TurnQueue)queue!).RunSome(), this, CancellationToken.None, TaskCreationOptions.DenyChildAttach);
        _slice.RunSynchronously(this);
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => Add(task);

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        if (ReferenceEquals(task, _slice) || (!taskWasPreviouslyQueued && ReferenceEquals(s_running, this)))
            return TryExecuteTask(task);

        return false;
    }

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_gate)
            return _turns.OfType<Task>().ToArray();
    }

    private void Add(object turn)
    {
        _scheduler.OnQueued();
        bool schedule;
        lock (_gate)
        {
            _turns.Enqueue(turn);
            schedule = !_scheduled;
            _scheduled = true;
        }

        if (schedule)
            _scheduler.Schedule(this, again: false);
    }

    private void RunSome()
    {
        var before = s_running;
        s_running = this;
        var contextBefore = OrleansInternals.Enter(Owner as IGrainContext);
        var context = ExecutionContext.Capture();
        try
        {
            for (var left = _scheduler.TurnsInARow; left > 0; left--)
            {
                if (!TryTake(out var turn))
                    return;

                Run(turn, context);
            }
        }
        finally
        {
            s_running = before;
            OrleansInternals.Enter(contextBefore);
        }

        if (HasMore())
            _scheduler.Schedule(this, again: true);
    }

    private void Run(object turn, ExecutionContext? context)
    {
        if (turn is Task task)
        {
            TryExecuteTask(task);
            return;
        }

        try
        {
            ((ITurn)turn).Run();
        }
        catch (Exception exception)
        {
            _onError(exception);
        }
        finally
        {
            // Async locals that one call set must not reach the next.
            if (context is not null)
                ExecutionContext.Restore(context);
        }
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out object? turn)
    {
        lock (_gate)
        {
            if (_turns.TryDequeue(out turn))
                return true;

            _scheduled = false;
            return false;
        }
    }

    private bool HasMore()
    {
        lock (_gate)
            return _scheduled = _turns.Count > 0;
    }
}
