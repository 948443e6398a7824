using MoCluster.GrainInterfaces.Hooks;

namespace MoCluster.Grains.Hooks.Registry;

/// <summary>What the registry of hooks stores.</summary>
[GenerateSerializer, Alias("mo.hook-registry-state")]
public sealed class HookRegistryState
{
    /// <summary>What is registered. Orleans' serializer fills the object that it finds here, so it is never the shared one.</summary>
    [Id(0)] public RegisteredHooks Registered { get; set; } = new();
}
