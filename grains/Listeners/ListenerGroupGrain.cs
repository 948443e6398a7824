using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Events;
using MoCluster.Grains.Listeners.Groups;
using MoCluster.Grains.Listeners.Status;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Listeners;

/// <summary>
/// The grain of a listener group. It passes every call on to the parts of its <see cref="GroupActivation"/>, which load the queue, let it decide,
/// commit the decisions, and wake the calls that wait (docs/architecture.md §5).
/// </summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock of waits.</param>
/// <param name="identifiers">Gives the ids of commits.</param>
/// <param name="awake">Shows the status of the group's queues.</param>
/// <param name="sweep">Knows the last number of each stream, as the silo saw it last.</param>
/// <param name="options">The limits.</param>
/// <param name="logger">The log.</param>
[Reentrant, GrainType("mo.listener-group")]
public sealed class ListenerGroupGrain(
    IStore store,
    TimeProvider time,
    IIdentifierSource identifiers,
    AwakeListeners awake,
    EventStreamSweep sweep,
    ListenerOptions options,
    ILogger<ListenerGroupGrain> logger)
    : Grain, IListenerGroupGrain, IEndsWaits
{
    private GroupActivation? _activation;
    private bool _endsWaits;

    private GroupActivation Activation => _activation ?? throw new InvalidOperationException("The grain is not activated yet.");

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var services = new GroupServices(store, time, identifiers, awake, sweep, options, logger);
        _activation = new GroupActivation(
            Guid.ParseExact(this.GetPrimaryKeyString(), "D"), services, this, GrainFactory, DeactivateOnIdle);
        if (_endsWaits)
            _activation.Stop.EndWaits();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _activation?.Stop.LeaveAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc />
    public void EndWaits()
    {
        _endsWaits = true;
        _activation?.Stop.EndWaits();
    }

    /// <inheritdoc />
    public Task<Outcome<ImmutableArray<Delivery>>> FetchAsync(Actor actor, Fetch fetch, CancellationToken cancellation) =>
        Activation.Calls.FetchAsync(actor, fetch, cancellation);

    /// <inheritdoc />
    public Task<Outcome<int>> AcknowledgeAsync(Actor actor, ImmutableArray<string> tokens) => Activation.Calls.AcknowledgeAsync(actor, tokens);

    /// <inheritdoc />
    public Task<Outcome<ImmutableArray<TokenResult>>> UseTokensAsync(Actor actor, ImmutableArray<TokenCommand> commands) =>
        Activation.Calls.UseTokensAsync(actor, commands);

    /// <inheritdoc />
    public Task<Outcome<EntryCommandResult>> ChangeEntriesAsync(Actor actor, EntryCommand command) =>
        Activation.Calls.ChangeEntriesAsync(actor, command);

    /// <inheritdoc />
    public Task<Outcome<EntryPage>> ListEntriesAsync(Actor actor, EntryQuery query) => Activation.Calls.ListEntriesAsync(actor, query);

    /// <inheritdoc />
    public Task<Outcome<long>> SetPositionAsync(Actor actor, PositionCommand command) => Activation.Positions.SetAsync(actor, command);

    /// <inheritdoc />
    public Task<Outcome<ListenerStatus>> StatusAsync(Actor actor, Guid listener) => Activation.Status.ReadAsync(actor, listener);

    /// <inheritdoc />
    public Task DefinitionChangedAsync(Guid listener) => Activation.Definitions.ChangedAsync(listener);

    /// <inheritdoc />
    public Task<bool> ApplyDefinitionAsync(Guid listener) => Activation.Definitions.ApplyAsync(listener);

    /// <inheritdoc />
    public Task DeliverAsync(Guid listener, EventBatch batch)
    {
        Activation.Subscriptions.Deliver(listener, batch);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task ReachedAsync(Guid listener, long head)
    {
        Activation.Subscriptions.Reached(listener, head);
        return Task.CompletedTask;
    }
}
