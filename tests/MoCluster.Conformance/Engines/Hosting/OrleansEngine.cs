using MoCluster.Conformance.Engines.Hosting;

[assembly: AssemblyFixture(typeof(OrleansEngine))]

namespace MoCluster.Conformance.Engines.Hosting;

/// <summary>Orleans, which all tests on it share.</summary>
public sealed class OrleansEngine : SharedEngine
{
    /// <inheritdoc/>
    protected override Task<IEngineHost> StartAsync() => OrleansHost.StartAsync();
}
