using MoCluster.Modules;

namespace Faulty;

/// <summary>It registers a name that another module has.</summary>
public sealed class TwiceNamed : ITriggerModule
{
    public void Register(ITriggerRegistrar triggers) => triggers.On("say", EventType.OnBefore, RoleType.Employee, RequestType.Create, (_, _) => default);
}
