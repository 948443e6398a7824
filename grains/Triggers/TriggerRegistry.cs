using System.Collections.Frozen;
using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Modules;

namespace MoCluster.Grains.Triggers;

/// <summary>
/// The triggers of each stage, in the order in which they run. It is built once from the modules of the process and never changes. Two
/// registries of one process are independent.
/// </summary>
public sealed class TriggerRegistry
{
    private readonly FrozenDictionary<TriggerStage, ImmutableArray<TriggerRegistration>> _stages;

    /// <summary>Lets the modules register.</summary>
    /// <param name="modules">The modules, in any order.</param>
    /// <param name="catalogue">The types of objects, whose role types a trigger can name.</param>
    /// <exception cref="ArgumentException">A module registered a name twice in a stage, or for a role type that does not exist.</exception>
    public TriggerRegistry(IEnumerable<ITriggerModule> modules, ObjectCatalogue catalogue)
    {
        var registrar = new Registrar(catalogue);
        foreach (var module in modules)
            module.Register(registrar);
        _stages = registrar.Build();
    }

    /// <summary>Whether no trigger is registered.</summary>
    public bool IsEmpty => _stages.Count == 0;

    /// <summary>The triggers of a stage, in the order in which they run; empty for most stages.</summary>
    /// <param name="stage">The stage.</param>
    public ImmutableArray<TriggerRegistration> At(TriggerStage stage) =>
        _stages.TryGetValue(stage, out var registrations) ? registrations : [];

    private sealed class Registrar(ObjectCatalogue catalogue) : ITriggerRegistrar
    {
        private readonly FrozenSet<string> _roleTypes = catalogue.Types.Select(type => type.RoleType).ToFrozenSet(StringComparer.Ordinal);
        private readonly Dictionary<TriggerStage, List<TriggerRegistration>> _stages = [];

        public void On(string name, EventType eventType, string roleType, RequestType requestType, TriggerHandler handler, int order)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(name);
            ArgumentNullException.ThrowIfNull(handler);
            if (!_roleTypes.Contains(roleType))
            {
                throw new ArgumentException(
                    $"Trigger '{name}' is for role type '{roleType}', which does not exist. Role types are: {string.Join(", ", _roleTypes.Order())}.",
                    nameof(roleType));
            }

            var stage = new TriggerStage(TriggerSpelling.Of(eventType), roleType, TriggerSpelling.Of(requestType));
            if (!_stages.TryGetValue(stage, out var registrations))
                _stages.Add(stage, registrations = []);
            if (registrations.Any(registration => registration.Name == name))
                throw new ArgumentException($"Stage {stage} already has a trigger '{name}'. Give this one another name.", nameof(name));
            registrations.Add(new TriggerRegistration(name, order, handler));
        }

        public FrozenDictionary<TriggerStage, ImmutableArray<TriggerRegistration>> Build() =>
            _stages.ToFrozenDictionary(
                entry => entry.Key,
                entry => entry.Value
                    .OrderBy(registration => registration.Order)
                    .ThenBy(registration => registration.Name, StringComparer.Ordinal)
                    .ToImmutableArray());
    }
}
