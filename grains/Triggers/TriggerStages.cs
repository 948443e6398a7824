using System.Collections.Frozen;
using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Triggers;

namespace MoCluster.Grains.Triggers;

/// <summary>The triggers of each stage, sorted. It never changes.</summary>
internal sealed class TriggerStages
{
    private readonly FrozenDictionary<TriggerStage, ImmutableArray<TriggerRegistration>> _running;
    private readonly FrozenDictionary<TriggerStage, ImmutableArray<TriggerRegistration>> _stored;

    /// <summary>Sorts triggers.</summary>
    /// <param name="running">The triggers that run before a mutation is answered, and their stages.</param>
    /// <param name="stored">The after triggers whose calls are stored with the mutation, and their stages.</param>
    public TriggerStages(
        IEnumerable<(TriggerStage Stage, TriggerRegistration Trigger)> running, IEnumerable<(TriggerStage Stage, TriggerRegistration Trigger)> stored) =>
        (_running, _stored) = (Sort(running), Sort(stored));

    /// <summary>Whether there is no trigger.</summary>
    public bool IsEmpty => _running.Count == 0 && _stored.Count == 0;

    /// <summary>Whether there is an after trigger whose calls are stored.</summary>
    public bool AnyStored => _stored.Count > 0;

    /// <summary>The triggers that run before the mutation is answered.</summary>
    /// <param name="stage">The stage.</param>
    public ImmutableArray<TriggerRegistration> At(TriggerStage stage) => _running.TryGetValue(stage, out var triggers) ? triggers : [];

    /// <summary>The after triggers whose calls are stored with the mutation.</summary>
    /// <param name="stage">A stage after the commit.</param>
    public ImmutableArray<TriggerRegistration> StoredAt(TriggerStage stage) => _stored.TryGetValue(stage, out var triggers) ? triggers : [];

    /// <summary>These stages with further triggers.</summary>
    /// <param name="running">The triggers that run before a mutation is answered, and their stages.</param>
    /// <param name="stored">The after triggers whose calls are stored with the mutation, and their stages.</param>
    public TriggerStages With(
        IEnumerable<(TriggerStage Stage, TriggerRegistration Trigger)> running, IEnumerable<(TriggerStage Stage, TriggerRegistration Trigger)> stored) =>
        new(All(_running).Concat(running), All(_stored).Concat(stored));

    /// <summary>Lists each trigger once, with its stages.</summary>
    public IEnumerable<TriggerSummary> List() => Summaries(_running, isStored: false).Concat(Summaries(_stored, isStored: true))
        .OrderBy(trigger => trigger.EventType)
        .ThenBy(trigger => trigger.Order)
        .ThenBy(trigger => trigger.Name, StringComparer.Ordinal);

    private static FrozenDictionary<TriggerStage, ImmutableArray<TriggerRegistration>> Sort(
        IEnumerable<(TriggerStage Stage, TriggerRegistration Trigger)> triggers) => triggers
        .GroupBy(entry => entry.Stage, entry => entry.Trigger)
        .ToFrozenDictionary(
            stage => stage.Key,
            stage => stage.OrderBy(trigger => trigger.Order).ThenBy(trigger => trigger.Name, StringComparer.Ordinal).ToImmutableArray());

    private static IEnumerable<(TriggerStage Stage, TriggerRegistration Trigger)> All(
        FrozenDictionary<TriggerStage, ImmutableArray<TriggerRegistration>> stages) =>
        from stage in stages from trigger in stage.Value select (stage.Key, trigger);

    private static IEnumerable<TriggerSummary> Summaries(
        FrozenDictionary<TriggerStage, ImmutableArray<TriggerRegistration>> stages, bool isStored) => All(stages)
        .GroupBy(entry => (entry.Trigger, entry.Stage.EventType))
        .Select(group => new TriggerSummary
        {
            Name = group.Key.Trigger.Name,
            Source = group.Key.Trigger.Source,
            EventType = group.Key.EventType,
            RoleTypes = [.. group.Select(entry => entry.Stage.RoleType).Distinct().Order(StringComparer.Ordinal)],
            Requests = [.. group.Select(entry => entry.Stage.Request).Distinct().Order()],
            Order = group.Key.Trigger.Order,
            Id = group.Key.Trigger.Endpoint?.Id ?? group.Key.Trigger.Delivery?.Registration,
            IsStored = isStored,
            Use = group.Key.Trigger.Use,
        });
}
