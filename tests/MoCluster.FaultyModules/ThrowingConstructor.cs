using MoCluster.Modules;

namespace Faulty;

/// <summary>Its constructor throws.</summary>
public sealed class ThrowingConstructor : ITriggerModule
{
    public ThrowingConstructor() => throw new InvalidOperationException("no licence");
}
