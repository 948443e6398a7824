using Orleans.Runtime;

namespace MoCluster.Simulator.Activations;

// The parts of IGrainContext that Orleans' own runtime supports and the simulator does not.
internal sealed partial class Activation
{
    /// <inheritdoc/>
    public GrainReference GrainReference => field ??= Engine.Bindings.ReferenceTo(GrainId);

    /// <inheritdoc/>
    public GrainAddress Address => new() { GrainId = GrainId, ActivationId = ActivationId, SiloAddress = Engine.Runtime.SiloAddress };

    /// <inheritdoc/>
    public IGrainLifecycle ObservableLifecycle => throw NotSimulated("The lifecycle of grains");

    /// <inheritdoc/>
    public object? GetTarget() => GrainInstance;

    /// <inheritdoc/>
    public object? GetComponent(Type componentType) => componentType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class => throw NotSimulated("A component of a grain");

    /// <inheritdoc/>
    public void ReceiveMessage(object message) => throw NotSimulated("A message of Orleans");

    /// <inheritdoc/>
    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) =>
        throw NotSimulated("An activation without a call");

    /// <inheritdoc/>
    public void Rehydrate(IRehydrationContext context) => throw NotSimulated("Migration");

    /// <inheritdoc/>
    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) =>
        throw NotSimulated("Migration");

    /// <inheritdoc/>
    public bool IsCandidateForRemoval(bool wouldRemove) => false;

    /// <inheritdoc/>
    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();

    private static NotSupportedException NotSimulated(string what) => new($"{what} is not simulated.");
}
