using MoCluster.Modules;

namespace MoCluster.Tests.Triggers;

/// <summary>A trigger module whose triggers a test registers.</summary>
internal sealed class DelegateTriggerModule(Action<ITriggerRegistrar> register) : ITriggerModule
{
    public void Register(ITriggerRegistrar triggers) => register(triggers);
}
