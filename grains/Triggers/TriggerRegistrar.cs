using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Modules;

namespace MoCluster.Grains.Triggers;

/// <summary>Collects the triggers of all modules, from which <see cref="TriggerRegistry"/> is built.</summary>
/// <param name="catalogue">The types of objects, whose names a trigger can use.</param>
internal sealed class TriggerRegistrar(ObjectCatalogue catalogue)
{
    private readonly Dictionary<TriggerStage, List<TriggerRegistration>> _stages = [];

    /// <summary>Takes the registrations of one module.</summary>
    /// <param name="module">The module.</param>
    /// <exception cref="ArgumentException">The module registered a name twice in a stage, or for a role type that does not exist.</exception>
    public void Take(ITriggerModule module) => module.Register(new Part(this, module.GetType().FullName!));

    /// <summary>The triggers of each stage, in the order in which they run.</summary>
    public TriggerStages Build() => new(from stage in _stages from trigger in stage.Value select (stage.Key, trigger), []);

    private void Add(TriggerDefinition trigger, TriggerRegistration registration)
    {
        var roleTypes = trigger.RoleTypes.Count == 0
            ? catalogue.Types.Select(type => type.RoleType)
            : trigger.RoleTypes.Select(name => RoleTypeOf(name, trigger.Name));
        var kinds = trigger.RequestTypes.Count == 0 ? Enum.GetValues<MutationKind>() : trigger.RequestTypes.Select(TriggerSpelling.Of);
        var stages = from roleType in roleTypes.Distinct().ToArray()
                     from kind in kinds.Distinct().ToArray()
                     select new TriggerStage(TriggerSpelling.Of(trigger.EventType), roleType, kind);
        foreach (var stage in stages)
            Add(stage, registration);
    }

    private void Add(TriggerStage stage, TriggerRegistration registration)
    {
        if (!_stages.TryGetValue(stage, out var registrations))
            _stages.Add(stage, registrations = []);
        if (registrations.Find(other => other.Name == registration.Name) is { } taken)
        {
            throw new ArgumentException(
                $"{registration.Source}: stage {stage} already has a trigger '{taken.Name}', of {taken.Source}. Give this one another name.");
        }

        registrations.Add(registration);
    }

    private string RoleTypeOf(string name, string trigger) => catalogue.FindRoleType(name)?.RoleType
        ?? throw new ArgumentException($"Trigger '{trigger}' is for role type '{name}', which does not exist. {catalogue.SayRoleTypes()}");

    private sealed class Part(TriggerRegistrar all, string source) : ITriggerRegistrar
    {
        public void On(TriggerDefinition trigger, TriggerHandler handler)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(trigger.Name);
            ArgumentNullException.ThrowIfNull(handler);
            all.Add(trigger, new TriggerRegistration(
                trigger.Name, trigger.Order, (_, context, cancellation) => handler(context, cancellation), source));
        }
    }
}
