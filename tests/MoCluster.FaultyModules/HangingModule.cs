using MoCluster.Modules;

namespace Faulty;

/// <summary>Its registration never ends.</summary>
public sealed class HangingModule : ITriggerModule
{
    public void Register(ITriggerRegistrar triggers) => Thread.Sleep(Timeout.Infinite);
}
