using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.History;
using MoCluster.Simulation.Plans;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Clients;

/// <summary>Sends a publication; with an idempotency key it repeats it until the outcome is known.</summary>
/// <param name="shared">The state that all clients share.</param>
internal sealed class PublisherClient(SharedClientState shared)
{
    private const int MaxCalls = 8;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(6);
    private readonly Dictionary<int, ImmutableArray<PublishedEvent>> _sent = [];

    /// <summary>Sends it at the planned time.</summary>
    public async Task RunAsync(PublishPlan plan)
    {
        await shared.UntilAsync(plan.At);
        for (var call = 1; call <= MaxCalls && !await TryAsync(plan) && plan.Keyed; call++)
            await shared.PauseAsync(TimeSpan.FromMilliseconds(200 * call));
    }

    /// <summary>Sends it once.</summary>
    /// <returns>Whether it is known to be done.</returns>
    public async Task<bool> TryAsync(PublishPlan plan)
    {
        var entries = plan.Events.Select(planned => new PublishedEntry(
            new StreamKey(PlanMaker.Namespace, planned.RoutingKey).ToString(), planned.Subject, planned.Priority, planned.Key ?? planned.Subject));
        var key = plan.Keyed ? new IdempotencyKey(SharedClientState.Owner.Uuid, plan.Name, "") : null;
        var operation = shared.History.BeginPublish(plan.Name, [.. entries], key?.Key);
        try
        {
            var outcome = await shared.Gateway.CallAsync(s_patience, grains => grains
                .GetGrain<INamespaceGrain>(PlanMaker.Namespace).PublishAsync(SharedClientState.Owner, new Publication(EventsOf(plan), key)));
            shared.Transcript?.Tell($"{plan.Name}: {TranscriptText.Of(outcome, result => $"published as {string.Join(", ", result.Numbers)}")}");
            if (outcome.Succeeded)
                operation.Confirm([.. outcome.Value.Numbers]);
            else if (!ClientAnswer.IsUnknown(outcome.Refusal))
                operation.Refuse();
            return outcome.Succeeded;
        }
        catch (Exception exception)
        {
            shared.Transcript?.Tell($"{plan.Name}: unknown, {exception.Message}");
            return false;
        }
    }

    /// <summary>The events to send: the same at each try, even if listeners are declared meanwhile.</summary>
    private ImmutableArray<PublishedEvent> EventsOf(PublishPlan plan)
    {
        if (!_sent.TryGetValue(plan.Index, out var events))
        {
            events = ImmutableArray.CreateRange(plan.Events, planned => new PublishedEvent(
                planned.RoutingKey, planned.Subject, planned.Priority, planned.Key, TargetOf(planned.Target)));
            _sent.Add(plan.Index, events);
        }

        return events;
    }

    private EventTarget? TargetOf(PlannedTarget target) => target switch
    {
        PlannedTarget.None => null,
        PlannedTarget.Owner => new EventTarget(EventTargetKind.Owner, SharedClientState.Owner.Uuid),
        PlannedTarget.FirstListener when shared.Listeners.TryGetValue(0, out var listener) => new EventTarget(EventTargetKind.Listener, listener.Uuid),
        PlannedTarget.SecondListener when shared.Listeners.TryGetValue(1, out var listener) => new EventTarget(EventTargetKind.Listener, listener.Uuid),
        _ => new EventTarget(EventTargetKind.Owner, SharedClientState.Stranger.Uuid),
    };
}
