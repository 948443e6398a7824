using MoCluster.GraphQL.Execution.Results;

namespace MoCluster.GraphQL.Execution;

/// <summary>A field whose asynchronous resolver has not finished. It is a work item that is ready when the resolver has finished.</summary>
internal sealed class PendingField : WorkItem
{
    private readonly FieldContext _context;
    private readonly ResultObject _parent;
    private readonly int _slot;
    private readonly ValueTask<object?> _task;

    public PendingField(FieldContext context, ResultObject parent, int slot, ValueTask<object?> task)
    {
        _context = context;
        _parent = parent;
        _slot = slot;
        _task = task;
    }

    /// <summary>Registers for the end of the task. From now on the scheduler waits for the field.</summary>
    public void Start()
    {
        _context.Execution.Scheduler.Begin(_context);
        _task.GetAwaiter().UnsafeOnCompleted(() => _context.Execution.Scheduler.Enqueue(this));
    }

    public override void Run()
    {
        var execution = _context.Execution;
        execution.Scheduler.End(_context);
        object? value;
        try
        {
            value = _task.GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            execution.Fail(_parent, _slot, exception);
            return;
        }

        if (!_parent.IsCutOff)
            execution.Complete(_parent, _slot, value);
    }

    public override void Abandon()
    {
        try
        {
            _ = _task.GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            _context.Execution.Scheduler.TellAbandoned(exception);
        }
    }
}
