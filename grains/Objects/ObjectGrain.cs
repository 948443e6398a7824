using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Pipeline;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;

namespace MoCluster.Grains.Objects;

/// <summary>
/// One MO object. It runs its mutations one at a time. The grain is reentrant, so that a mutation which a trigger makes of the same object is
/// refused at once instead of waiting for itself.
/// </summary>
[Reentrant, GrainType("mo.object")]
public sealed class ObjectGrain : Grain, IObjectGrain
{
    private readonly MutationPipeline _pipeline;
    private readonly ObjectOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ObjectGrain> _log;
    private readonly MutationQueue _queue;
    private ObjectKey _key;
    private bool _superseded;

    /// <summary>Makes the grain. The engine calls this.</summary>
    /// <param name="pipeline">Runs mutations.</param>
    /// <param name="options">The limits.</param>
    /// <param name="time">The clock by which deadlines are judged.</param>
    /// <param name="log">Logs unknown outcomes.</param>
    public ObjectGrain(MutationPipeline pipeline, ObjectOptions options, TimeProvider time, ILogger<ObjectGrain> log)
    {
        _pipeline = pipeline;
        _options = options;
        _time = time;
        _log = log;
        _queue = new MutationQueue(options.QueueLimit);
    }

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = ObjectKey.Parse(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<Outcome<MutationResult>> MutateAsync(Mutation mutation, CancellationToken cancellation)
    {
        var started = _time.GetTimestamp();
        using var activity = GrainActivities.Start("mutate")
            ?.SetTag("mocluster.object", _key.ToString()).SetTag("mocluster.mutation.kind", mutation.Kind.ToString());
        var outcome = await TryMutateAsync(mutation, cancellation);
        GrainActivities.Ended(activity, outcome.Refusal);
        GrainMetrics.Mutated(_key.Type, mutation.Kind, outcome.Refusal?.Code, _time.GetElapsedTime(started));
        return outcome;
    }

    private async Task<Outcome<MutationResult>> TryMutateAsync(Mutation mutation, CancellationToken cancellation)
    {
        if (MutationEnvelope.Check(_key, mutation, _options) is { } refusal)
            return refusal;
        if (_queue.IsFull)
        {
            return new Refusal(
                RefusalCode.Overloaded,
                $"{_options.QueueLimit} mutations of {_key} are waiting already. Nothing was done; try again later.",
                Retriable: true);
        }
        var now = _time.GetUtcNow();
        var deadline = mutation.Deadline is { } given && given < now + _options.Limit ? given : now + _options.Limit;
        if (deadline <= now || !await EnterAsync(deadline - now, cancellation))
        {
            return new Refusal(
                RefusalCode.DeadlineExceeded,
                $"The time of the mutation was over before its turn at {_key} came. Nothing was done.",
                Retriable: true);
        }
        try
        {
            return _superseded ? Superseded(begun: false) : await _pipeline.RunAsync(_key, mutation, deadline, cancellation);
        }
        catch (CommitOutcomeUnknownException unknown)
        {
            _log.MutationOutcomeUnknown(mutation.Kind, _key, mutation.Actor.Trace, unknown);
            _superseded = true;
            DeactivateOnIdle();
            return Superseded(begun: true);
        }
        catch (StoreUnavailableException unavailable)
        {
            _log.MutationStoreUnavailable(mutation.Kind, _key, mutation.Actor.Trace, unavailable);
            return new Refusal(RefusalCode.Overloaded, $"Nothing was done; try again later. {unavailable.Message}", Retriable: true);
        }
        finally
        {
            _queue.Leave();
        }
    }

    /// <summary>Waits for the mutation's turn; false when its time was over first.</summary>
    private async ValueTask<bool> EnterAsync(TimeSpan patience, CancellationToken cancellation)
    {
        if (_queue.IsFree)
        {
            await _queue.EnterAsync(cancellation);
            return true;
        }
        using var limit = new CancellationTokenSource(patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await _queue.EnterAsync(both.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private Refusal Superseded(bool begun) => new(RefusalCode.Superseded, (begun
        ? $"It is not known whether the mutation of {_key} was committed."
        : $"Nothing was done: an earlier mutation of {_key} has an unknown outcome, so this activation ends.")
        + " Try again; with an idempotency key a mutation is made only once.", Retriable: true);
}
