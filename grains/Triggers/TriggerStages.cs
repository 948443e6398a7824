using System.Collections.Frozen;
using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.GrainInterfaces.Triggers.Registry;

namespace MoCluster.Grains.Triggers;

/// <summary>The triggers of each stage, sorted. It never changes.</summary>
internal sealed class TriggerStages
{
    private readonly FrozenDictionary<TriggerStage, ImmutableArray<TriggerRegistration>> _running;
    private readonly FrozenDictionary<TriggerStage, ImmutableArray<EndpointTrigger>> _stored;

    /// <summary>Sorts triggers that run before a mutation is answered.</summary>
    /// <param name="running">The triggers and their stages.</param>
    public TriggerStages(IEnumerable<(TriggerStage Stage, TriggerRegistration Trigger)> running)
        : this(running, [])
    {
    }

    private TriggerStages(IEnumerable<(TriggerStage Stage, TriggerRegistration Trigger)> running, IEnumerable<EndpointTrigger> stored)
    {
        _running = running.GroupBy(entry => entry.Stage, entry => entry.Trigger).ToFrozenDictionary(
            stage => stage.Key,
            stage => stage.OrderBy(trigger => trigger.Order).ThenBy(trigger => trigger.Name, StringComparer.Ordinal).ToImmutableArray());
        _stored = stored.GroupBy(trigger => trigger.Stage).ToFrozenDictionary(
            stage => stage.Key,
            stage => stage.OrderBy(trigger => trigger.Order).ThenBy(trigger => trigger.Name, StringComparer.Ordinal).ToImmutableArray());
    }

    /// <summary>Whether there is no trigger.</summary>
    public bool IsEmpty => _running.Count == 0 && _stored.Count == 0;

    /// <summary>The triggers that run before the mutation is answered.</summary>
    /// <param name="stage">The stage.</param>
    public ImmutableArray<TriggerRegistration> At(TriggerStage stage) => _running.TryGetValue(stage, out var triggers) ? triggers : [];

    /// <summary>The after triggers whose calls are stored with the mutation.</summary>
    /// <param name="stage">A stage after the commit.</param>
    public ImmutableArray<EndpointTrigger> StoredAt(TriggerStage stage) => _stored.TryGetValue(stage, out var triggers) ? triggers : [];

    /// <summary>These stages with the triggers of endpoints besides.</summary>
    /// <param name="triggers">The triggers.</param>
    /// <param name="run">Runs one of them.</param>
    public TriggerStages With(
        IReadOnlyCollection<EndpointTrigger> triggers, Func<EndpointTrigger, TriggerCall, CancellationToken, ValueTask> run)
    {
        var isStored = triggers.ToLookup(trigger => trigger.Stage.EventType == TriggerEventType.After && !trigger.Inline);
        var own = from stage in _running from trigger in stage.Value select (stage.Key, trigger);
        var added = isStored[false].Select(trigger => (trigger.Stage, new TriggerRegistration(
            trigger.Name, trigger.Order, (call, _, cancellation) => run(trigger, call, cancellation), trigger.Endpoint)));
        return new TriggerStages(own.Concat(added), isStored[true]);
    }
}
