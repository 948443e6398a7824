using MoCluster.Modules;

namespace Faulty;

/// <summary>It is switched off by a setting that is neither true nor false.</summary>
public sealed class Unswitchable : ITriggerModule
{
    public void Register(ITriggerRegistrar triggers) => triggers.On("some", EventType.OnBefore, RoleType.Employee, RequestType.Create, (_, _) => default);
}
