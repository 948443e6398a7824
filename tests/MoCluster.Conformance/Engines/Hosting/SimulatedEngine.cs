using MoCluster.Conformance.Engines.Hosting;

[assembly: AssemblyFixture(typeof(SimulatedEngine))]

namespace MoCluster.Conformance.Engines.Hosting;

/// <summary>The simulator, which all tests on it share.</summary>
public sealed class SimulatedEngine : SharedEngine
{
    /// <inheritdoc/>
    protected override Task<IEngineHost> StartAsync() => SimulatorHost.StartAsync();
}
