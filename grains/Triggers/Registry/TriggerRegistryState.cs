using MoCluster.GrainInterfaces.Triggers.Registry;

namespace MoCluster.Grains.Triggers.Registry;

/// <summary>What the registry of HTTP triggers stores, so that triggers are known before their endpoints answer again.</summary>
[GenerateSerializer, Alias("mo.trigger-registry-state")]
public sealed class TriggerRegistryState
{
    /// <summary>The triggers. Orleans' serializer fills the object that it finds here, so it is never the shared one.</summary>
    [Id(0)] public RegisteredTriggers Registered { get; set; } = new();
}
