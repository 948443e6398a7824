using MoCluster.GraphQL.Execution.Resolvers;
using MoCluster.GraphQL.Execution.Results;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Planning;

namespace MoCluster.GraphQL.Execution;

/// <summary>
/// One execution of an operation (spec §6). A single logical flow runs everything that is ready, depth first. Fields with asynchronous
/// resolvers come back through the <see cref="ExecutionScheduler"/>, which calls loaders only when nothing else can run. Which keys share
/// a loader batch therefore depends on the query and the data, not on timing.
/// </summary>
internal sealed class OperationExecution : IDisposable
{
    private readonly GraphQLExecutor _executor;
    private readonly OperationPlan _plan;
    private readonly ExecutionErrors _errors;
    private readonly ResultObject _root;
    private readonly ExecutionDeadline _deadline;
    private readonly ValueCompletion _completion;
    private int _values;
    private int _mutated;
    private int _mutating;

    public OperationExecution(GraphQLExecutor executor, OperationPlan plan, object? request, CancellationToken cancellationToken)
    {
        _executor = executor;
        _plan = plan;
        Request = request;
        _deadline = new ExecutionDeadline(executor.Options, cancellationToken);
        _errors = new ExecutionErrors(executor.Options);
        _completion = new ValueCompletion(this, plan.Schema, _errors);
        Scheduler = new ExecutionScheduler(request, _errors, CancellationToken);
        _root = new ResultObject(plan.Root, null, 0, isNullable: true);
    }

    public object? Request { get; }

    public CancellationToken CancellationToken => _deadline.Token;

    public ExecutionScheduler Scheduler { get; }

    /// <summary>
    /// Runs the operation, on the thread pool if the caller has a task scheduler or synchronization context of its own: those would
    /// continue the resolvers that wait for one loader batch on other threads and in no fixed order.
    /// </summary>
    public ValueTask<ExecutionResult> RunAsync() =>
        SynchronizationContext.Current is null && TaskScheduler.Current == TaskScheduler.Default
            ? StartAsync()
            : new ValueTask<ExecutionResult>(Task.Run(() => StartAsync().AsTask()));

    /// <summary>Ends the time limit. The execution calls this itself when it ends.</summary>
    public void Dispose() => _deadline.Dispose();

    public void Report(GraphQLError error) => _errors.Add(error);

    /// <summary>Completes a field whose asynchronous resolver returned a value.</summary>
    public void Complete(ResultObject parent, int slot, object? value) => _completion.Complete(parent, slot, value);

    /// <summary>Fails a field whose asynchronous resolver threw.</summary>
    public void Fail(ResultObject parent, int slot, Exception exception) => _completion.Fail(parent, slot, exception);

    private ValueTask<ExecutionResult> StartAsync()
    {
        if (_plan.Root.Failure is { } failure)
        {
            Dispose();
            var error = GraphQLError.From(failure) with { Locations = [failure.Location] };
            return new ValueTask<ExecutionResult>(new ExecutionResult(data: null, [error]));
        }

        if (_plan.Kind == OperationKind.Mutation)
            return GuardAsync(RunSeriallyAsync());
        try
        {
            RunSelection(_root, null);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ResultLimitException)
        {
            return GuardAsync(ValueTask.FromException(exception));
        }

        if (!Scheduler.IsIdle || _completion.IsCancelled)
            return GuardAsync(Scheduler.RunAsync());
        Dispose();
        return new ValueTask<ExecutionResult>(Finish());
    }

    /// <summary>Waits for the rest of the run. If it ends early, the exceptions of what still runs are observed.</summary>
    private async ValueTask<ExecutionResult> GuardAsync(ValueTask run)
    {
        try
        {
            await run;
            return Finish();
        }
        catch (ResultLimitException exception)
        {
            Scheduler.Abandon();
            return Refused(exception.Message);
        }
        catch (OperationCanceledException) when (_deadline.HasPassed)
        {
            Scheduler.Abandon();
            return _plan.Kind == OperationKind.Mutation ? FinishOverdueMutation() : Refused(_deadline.Message);
        }
        catch (OperationCanceledException)
        {
            Scheduler.Abandon();
            throw;
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>
    /// Runs the root fields of a mutation one after another, each to its end (spec §6.2.2). Neighbours that are resolved together count as one.
    /// </summary>
    private async ValueTask RunSeriallyAsync()
    {
        while (_mutated < _root.Values.Length && !_root.IsDead)
        {
            CancellationToken.ThrowIfCancellationRequested();
            _mutating = CountTogether(_mutated);
            if (_mutating == 1)
                RunField(_root, _mutated, null);
            else
                RunTogether(_mutated, _mutating);
            if (!Scheduler.IsIdle || _completion.IsCancelled)
                await Scheduler.RunAsync();
            Scheduler.ForgetLoaded();
            (_mutated, _mutating) = (_mutated + _mutating, 0);
        }
    }

    /// <summary>How many root fields from a slot on are resolved in one call.</summary>
    private int CountTogether(int slot)
    {
        var fields = _root.Plan.Fields;
        if (fields[slot].Definition.Resolver is not TogetherResolver)
            return 1;
        var count = 1;
        while (slot + count < fields.Length && fields[slot + count].Definition == fields[slot].Definition)
            count++;
        return count;
    }

    private void RunTogether(int slot, int count)
    {
        var contexts = new FieldContext[count];
        Exception? wrong = null;
        for (var i = 0; i < count; i++)
        {
            CountValue();
            contexts[i] = new FieldContext(this, _root, slot + i, null);
            if (_root.Plan.Fields[slot + i].ArgumentFailure is { } failure)
                wrong ??= new FailedTogetherException(i, failure);
        }

        var resolver = (TogetherResolver)_root.Plan.Fields[slot].Definition.Resolver!;
        var task = wrong is null ? resolver.ResolveAllAsync(contexts) : Task.FromException<IReadOnlyList<object?>>(wrong);
        new PendingFields(this, contexts, _root, slot, task).Start();
    }

    private ExecutionResult Finish() => new(_root.IsDead ? null : _root, _errors.ToImmutable());

    private static ExecutionResult Refused(string message) => new(null, [new GraphQLError(message, ErrorCodes.LimitExceeded)]);

    /// <summary>The root fields that were done in time stay in the answer, because the caller has to know that they took effect.</summary>
    private ExecutionResult FinishOverdueMutation()
    {
        for (var slot = _mutated; slot < _root.Values.Length && !_root.IsDead; slot++)
        {
            var fate = slot < _mutated + _mutating ? "Whether this field took effect is not known." : "This field was not started.";
            _completion.Fail(_root, slot, new GraphQLException($"{_deadline.Message} {fate}", ErrorCodes.LimitExceeded));
        }

        return Finish();
    }

    /// <summary>Runs the fields of an object of the answer.</summary>
    public void RunSelection(ResultObject parent, object? source)
    {
        for (var slot = 0; slot < parent.Values.Length; slot++)
        {
            RunField(parent, slot, source);
            if (parent.IsDead)
                return;
        }
    }

    private void RunField(ResultObject parent, int slot, object? source)
    {
        CancellationToken.ThrowIfCancellationRequested();
        CountValue();
        var field = parent.Plan.Fields[slot];
        if (field.ArgumentFailure is not null)
        {
            _completion.Fail(parent, slot, field.ArgumentFailure);
            return;
        }

        object? value;
        try
        {
            if (!TryResolve(parent, slot, source, out value))
                return;
        }
        catch (Exception exception)
        {
            _completion.Fail(parent, slot, exception);
            return;
        }

        _completion.Complete(parent, slot, value);
    }

    /// <summary>Calls the resolver; false if the field now waits.</summary>
    private bool TryResolve(ResultObject parent, int slot, object? source, out object? value)
    {
        switch (parent.Plan.Fields[slot].Definition.Resolver)
        {
            case PropertyResolver property:
                value = property.Get(source);
                return true;
            case SynchronousResolver synchronous:
                value = synchronous.Resolve(new FieldContext(this, parent, slot, source));
                return true;
            case AsynchronousResolver asynchronous:
                var context = new FieldContext(this, parent, slot, source);
                var task = asynchronous.ResolveAsync(context);
                if (task.IsCompleted)
                {
                    value = task.GetAwaiter().GetResult();
                    return true;
                }

                value = null;
                new PendingField(context, parent, slot, task).Start();
                return false;
            default:
                // The schema builder refuses object types whose fields have no resolver.
                throw new InvalidOperationException($"A field of {parent.Plan.Type} has no resolver.");
        }
    }

    /// <exception cref="ResultLimitException">The answer has more values than are allowed.</exception>
    public void CountValue()
    {
        if (++_values > _executor.Options.MaxResultValues)
        {
            throw new ResultLimitException(
                $"The answer has more than {_executor.Options.MaxResultValues} values (limit MaxResultValues). "
                + "Select fewer fields or smaller pages.");
        }
    }
}
