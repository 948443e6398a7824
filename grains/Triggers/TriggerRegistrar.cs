using Microsoft.Extensions.Configuration;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Modules;

namespace MoCluster.Grains.Triggers;

/// <summary>Collects the triggers of all modules, from which <see cref="TriggerRegistry"/> is built.</summary>
/// <param name="catalogue">The types of objects, whose names a trigger can use.</param>
public sealed class TriggerRegistrar(ObjectCatalogue catalogue)
{
    private static readonly IConfiguration NoSettings = new ConfigurationBuilder().Build();

    private readonly Dictionary<TriggerStage, List<TriggerRegistration>> _stages = [];

    /// <summary>Takes the registrations of a module without settings.</summary>
    /// <param name="module">The module.</param>
    /// <exception cref="ArgumentException">The module registered a name twice in a stage, or for a role type that does not exist.</exception>
    public void Take(ITriggerModule module) => Take(Ask(new ConfiguredModule(module, NoSettings)));

    /// <summary>Lets a module register, and leaves out the triggers that its settings disable. Nothing is taken yet.</summary>
    /// <param name="module">The module.</param>
    /// <exception cref="ArgumentException">The module registered a name twice in a stage, or for a role type that does not exist.</exception>
    public ModuleTriggers Ask(ConfiguredModule module)
    {
        var part = new Part(this, module);
        module.Module.Register(part);
        return part.End();
    }

    /// <summary>Takes what a module registered.</summary>
    /// <param name="triggers">The triggers of the module.</param>
    public void Take(ModuleTriggers triggers)
    {
        foreach (var (stage, registration) in triggers.Stages)
        {
            if (!_stages.TryGetValue(stage, out var registrations))
                _stages.Add(stage, registrations = []);
            registrations.Add(registration);
        }
    }

    /// <summary>Takes an after trigger of the process itself, whose calls are stored with the mutation.</summary>
    /// <param name="stages">The stages at which it runs.</param>
    /// <param name="trigger">The trigger, with its delivery.</param>
    public void Take(IEnumerable<TriggerStage> stages, TriggerRegistration trigger) => Take(new ModuleTriggers([.. stages.Select(stage => (stage, trigger))], []));

    /// <summary>The triggers of each stage, in the order in which they run.</summary>
    internal TriggerStages Build()
    {
        var isStored = (from stage in _stages from trigger in stage.Value select (stage.Key, Trigger: trigger)).ToLookup(entry => entry.Trigger.Delivery is not null);
        return new TriggerStages(isStored[false], isStored[true]);
    }

    private IEnumerable<TriggerStage> StagesOf(TriggerDefinition trigger)
    {
        var roleTypes = trigger.RoleTypes.Count == 0
            ? catalogue.Types.Select(type => type.RoleType)
            : trigger.RoleTypes.Select(name => RoleTypeOf(name, trigger.Name));
        var kinds = trigger.RequestTypes.Count == 0 ? Enum.GetValues<MutationKind>() : trigger.RequestTypes.Select(TriggerSpelling.Of);
        return from roleType in roleTypes.Distinct().ToArray()
               from kind in kinds.Distinct().ToArray()
               select new TriggerStage(TriggerSpelling.Of(trigger.EventType), roleType, kind);
    }

    private string RoleTypeOf(string name, string trigger) => catalogue.FindRoleType(name)?.RoleType
        ?? throw new ArgumentException($"Trigger '{trigger}' is for role type '{name}', which does not exist. {catalogue.SayRoleTypes()}");

    /// <summary>The registrations of one module.</summary>
    private sealed class Part(TriggerRegistrar all, ConfiguredModule module) : ITriggerRegistrar
    {
        private readonly List<(TriggerStage Stage, TriggerRegistration Registration)> _found = [];
        private readonly SortedSet<string> _disabled = new(StringComparer.Ordinal);
        private bool _isOver;

        public IConfiguration Settings => module.Settings;

        public bool IsEnabled(string trigger) => module.IsEnabled(trigger);

        public ModuleTriggers End()
        {
            _isOver = true;
            return new ModuleTriggers([.. _found], [.. _disabled]);
        }

        public void On(TriggerDefinition trigger, TriggerHandler handler)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(trigger.Name);
            ArgumentNullException.ThrowIfNull(handler);
            if (_isOver)
                throw new InvalidOperationException($"{module.Name} registers '{trigger.Name}' after its Register ended. Register triggers in Register.");
            var stages = all.StagesOf(trigger).ToArray();
            if (!module.IsEnabled(trigger.Name))
            {
                _disabled.Add(trigger.Name);
                return;
            }

            var registration = new TriggerRegistration(
                trigger.Name, trigger.Order, (_, context, cancellation) => handler(context, cancellation), module.Name);
            foreach (var stage in stages)
            {
                if (At(stage).FirstOrDefault(other => other.Name == registration.Name) is { } taken)
                {
                    throw new ArgumentException(
                        $"{registration.Source}: stage {stage} already has a trigger '{taken.Name}', of {taken.Source}. Give this one another name.");
                }

                _found.Add((stage, registration));
            }
        }

        private IEnumerable<TriggerRegistration> At(TriggerStage stage) => all._stages.GetValueOrDefault(stage, [])
            .Concat(_found.Where(found => found.Stage == stage).Select(found => found.Registration));
    }
}
