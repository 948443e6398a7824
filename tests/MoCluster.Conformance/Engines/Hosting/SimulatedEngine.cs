using MoCluster.Conformance.Engines.Hosting;

[assembly: AssemblyFixture(typeof(SimulatedEngine))]

namespace MoCluster.Conformance.Engines.Hosting;

/// <summary>The simulator, shared by all tests that run on it.</summary>
public sealed class SimulatedEngine : SharedEngine
{
    /// <inheritdoc/>
    protected override Task<IEngineHost> StartAsync() => SimulatorHost.StartAsync();
}
