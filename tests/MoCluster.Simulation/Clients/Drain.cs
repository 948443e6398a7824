using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Simulation.Plans;
using MoCluster.Simulation.World;
using Orleans;

namespace MoCluster.Simulation.Clients;

/// <summary>
/// The end of a run, when no more faults happen: everything left must be delivered and settled within minutes, and every new request must
/// succeed. Anything else is stuck for ever.
/// </summary>
/// <param name="shared">The state that all clients share.</param>
internal sealed class Drain(SharedClientState shared)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    /// <summary>The longest time that a caller who does not wait may take to be answered when only the activation ends.</summary>
    private static readonly TimeSpan s_longestAnswer = TimeSpan.FromSeconds(5);

    /// <summary>Empties every listener, and publishes and creates one more of everything.</summary>
    public async Task RunAsync()
    {
        var until = shared.World.Run.Time.Elapsed + s_patience;
        await PublishAsync(int.MaxValue, PlannedTarget.None, until);
        await MutateAsync(until);
        await DeliverAllAsync(until);
        await EmptyAllAsync(until);
        foreach (var (index, listener) in shared.Listeners.OrderBy(entry => entry.Key))
            await EndUnderWaitAsync(index, listener);
        if (!shared.World.IsTight)
            return;

        // Nobody gets these events and nobody asks for anything: their settlement becomes durable by itself.
        await PublishAsync(int.MaxValue - 1, PlannedTarget.Stranger, until);
        await EmptyAllAsync(until);
    }

    /// <summary>Replays what is parked, until every delivery was made, or deleted with its registration.</summary>
    private async Task DeliverAllAsync(TimeSpan until)
    {
        var operatorClient = new DeliveryClient(shared);
        while (shared.World.Store.Look(store => store.ReadDeliveryBacklogsAsync(null, 10, CancellationToken.None)) is { IsEmpty: false } backlogs)
        {
            foreach (var backlog in backlogs.Where(backlog => backlog.Parked > 0 && !shared.World.Removed.ContainsKey(backlog.Registration)))
                await operatorClient.ReplayParkedAsync(backlog.Registration);
            if (!await GoesOnAsync($"deliveries are not made: {string.Join(", ", backlogs)}", until))
                return;
        }
    }

    private Task EmptyAllAsync(TimeSpan until) =>
        Task.WhenAll(shared.Listeners.OrderBy(entry => entry.Key).Select(entry => EmptyAsync(entry.Key, entry.Value, until)).ToArray());

    private async Task PublishAsync(int index, PlannedTarget target, TimeSpan until)
    {
        var publisher = new PublisherClient(shared);
        var events = ImmutableArray.Create(
            new PlannedEvent("a", "last", 10_000, null, target), new PlannedEvent("b", "last", 10_000, null, target));
        while (!await publisher.TryAsync(new PublishPlan(index, TimeSpan.Zero, events, Keyed: true)))
        {
            if (!await GoesOnAsync("an event cannot be published", until))
                return;
        }
    }

    private async Task MutateAsync(TimeSpan until)
    {
        var mutator = new MutationClient(shared);
        var plan = new ChangePlan(int.MaxValue, TimeSpan.Zero, MutationClient.LastObject, MutationKind.Create, false, true, false, false);
        while (!await mutator.TryAsync(plan))
        {
            if (!await GoesOnAsync("an object cannot be created", until))
                return;
        }
    }

    private async Task EmptyAsync(int index, ListenerDefinition listener, TimeSpan until)
    {
        var consumer = new ConsumerClient(shared, new ConsumerPlan(1_000 + index, index, TimeSpan.Zero, 0, 1, 0, null, 0, 0, 0, 0, false));
        var operatorClient = new OperatorClient(shared);
        var pauseClient = new PauseClient(shared);
        while (true)
        {
            // A pause of unknown outcome may take effect after the listener was resumed.
            if (await IsHaltedAsync(listener))
                await pauseClient.TryResumeAsync($"c{1_000 + index}", listener);

            // Parked events are replayed.
            if (_status.GetValueOrDefault(listener.Uuid) is null or { Parked: > 0 })
                await operatorClient.ChangeAsync($"c{1_000 + index}", new EntryCommand(listener.Uuid, EntryVerb.Replay, new EntryFilter()), listener);
            var deliveries = await consumer.FetchAsync(listener, 50, TimeSpan.FromSeconds(1));
            await consumer.AcknowledgeAsync(listener, [.. deliveries.Select(delivery => delivery.Token)]);
            if (deliveries.IsEmpty && await IsEmptyAsync(listener))
            {
                shared.History.MarkDrained(listener.Uuid);
                return;
            }

            if (!await GoesOnAsync($"listener l{index} {TranscriptText.Of(listener.Uuid)} is not emptied: {_status.GetValueOrDefault(listener.Uuid)}", until))
                return;
        }
    }

    /// <summary>
    /// Ends an activation while a fetch waits in it. When a silo ends, the others drop the activations whose directory entries it held,
    /// about a third. The next caller is answered by another activation, and the waiting fetch must end.
    /// </summary>
    private async Task EndUnderWaitAsync(int index, ListenerDefinition listener)
    {
        var consumer = new ConsumerClient(shared, new ConsumerPlan(1_000 + index, index, TimeSpan.Zero, 0, 1, 0, null, 0, 0, 0, 0, false));
        var waiting = consumer.FetchAsync(listener, 50, TimeSpan.FromSeconds(10));
        var group = shared.World.DrawSilo()!.Grains.GetGrain<IListenerGroupGrain>(listener.Group.ToString("D"));
        do
        {
            await shared.PauseAsync(TimeSpan.FromMilliseconds(200));
        }
        while (shared.World.Cluster.Deactivate(group.GetGrainId()) == 0 && !waiting.IsCompleted);
        var began = shared.World.Run.Time.Elapsed;
        await consumer.FetchAsync(listener, 50, TimeSpan.Zero);
        var took = shared.World.Run.Time.Elapsed - began;
        if (took > s_longestAnswer)
        {
            shared.World.Record.Violate(
                "availability", $"a fetch at l{index} that waits for nothing took {took} while the activation with a waiting fetch ended");
        }

        await waiting;
        took = shared.World.Run.Time.Elapsed - began;
        if (took > s_longestAnswer)
            shared.World.Record.Violate("availability", $"a fetch that waits at l{index} ended {took} after its activation began to end");
    }

    private readonly Dictionary<Guid, ListenerStatus> _status = [];

    private async Task<bool> IsHaltedAsync(ListenerDefinition listener) =>
        await shared.World.Store.Durable.ReadListenersAsync(new ListenerQuery(Uuids: [listener.Uuid]), CancellationToken.None)
            is [{ Pause: not null } or { Suspension: not null }];

    private async Task<bool> IsEmptyAsync(ListenerDefinition listener)
    {
        try
        {
            var outcome = await shared.Gateway.CallAsync(TimeSpan.FromSeconds(10), grains => grains
                .GetGrain<IListenerGroupGrain>(listener.Group.ToString("D")).StatusAsync(SharedClientState.Owner, listener.Uuid));
            if (!outcome.Succeeded)
                return false;
            _status[listener.Uuid] = outcome.Value;
            var heads = await shared.World.Store.Durable.ReadHeadsAsync([listener.Stream], CancellationToken.None);

            // Events settled by reading alone must become durable in time too.
            return outcome.Value is { Pending: 0, Leased: 0, Parked: 0, Silenced: 0 } && (heads.IsEmpty || outcome.Value.Frontier == heads[0].Last);
        }
        catch (Exception exception)
        {
            shared.Transcript?.Tell($"the end: no status, {exception.Message}");
            return false;
        }
    }

    private async Task<bool> GoesOnAsync(string what, TimeSpan until)
    {
        if (shared.World.Run.Time.Elapsed > until)
        {
            shared.World.Record.Violate("liveness", $"{s_patience} after the last fault {what}");
            return false;
        }

        await shared.PauseAsync(TimeSpan.FromMilliseconds(50));
        return true;
    }
}
