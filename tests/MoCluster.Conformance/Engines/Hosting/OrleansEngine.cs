using MoCluster.Conformance.Engines.Hosting;

[assembly: AssemblyFixture(typeof(OrleansEngine))]

namespace MoCluster.Conformance.Engines.Hosting;

/// <summary>Orleans, shared by all tests that run on it.</summary>
public sealed class OrleansEngine : SharedEngine
{
    /// <inheritdoc/>
    protected override Task<IEngineHost> StartAsync() => OrleansHost.StartAsync();
}
