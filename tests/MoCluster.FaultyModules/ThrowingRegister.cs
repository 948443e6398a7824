using MoCluster.Modules;

namespace Faulty;

/// <summary>Its registration throws.</summary>
public sealed class ThrowingRegister : ITriggerModule
{
    public void Register(ITriggerRegistrar triggers)
    {
        triggers.On("before", EventType.OnBefore, RoleType.Employee, RequestType.Create, (_, _) => throw new TriggerRefusedException("Half of a module ran."));
        throw new InvalidOperationException("no ducks");
    }
}
