using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.GrainInterfaces.Triggers.Registry;
using MoCluster.Grains.Registries;
using MoCluster.Grains.Triggers;
using MoCluster.Grains.Triggers.Registry;
using MoCluster.Simulator;
using MoCluster.Simulator.Virtual;
using Orleans.Storage;

namespace MoCluster.Tests.Triggers;

/// <summary>A silo of a seeded run that follows the registry of HTTP triggers and runs triggers all the time.</summary>
internal sealed class SimulatedRegistrySilo : IDisposable, ITriggerEndpoints
{
    private static readonly TriggerStage Stage = new(TriggerEventType.Before, "org_unit", MutationKind.Create);

    private readonly RegistryRun _run;
    private readonly ServiceProvider _services;

    public SimulatedRegistrySilo(RegistryRun run, string name)
    {
        _run = run;
        Virtual = run.Cluster.Add(name);
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<TimeProvider>(Virtual.Time).AddSingleton<ITriggerEndpoints>(this);
        services.AddSingleton(new TriggerRegistryOptions()).AddSingleton<RegistryCopy>();
        services.AddKeyedSingleton<IGrainStorage>("Default", run.Storage);
        services.AddSimulator(engine =>
        {
            engine.GrainClasses.Add(typeof(TriggerRegistryGrain));
            engine.UseSilo(Virtual);
        });
        _services = services.BuildServiceProvider();
        var simulator = _services.GetRequiredService<SimulatorEngine>();
        simulator.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        Grain = simulator.GrainFactory.GetGrain<ITriggerRegistryGrain>(ITriggerRegistryGrain.Key);
        var registry = new TriggerRegistry([], ObjectCatalogue.BuiltIn, this, new RegistryCopy(Virtual.Time));
        var follower = new RegistryFollower(
            simulator.GrainFactory, registry, name, new TriggerRegistryOptions(), Virtual.Time, NullLogger<RegistryFollower>.Instance);
        Virtual.Start(async () =>
        {
            while (!run.IsOver)
                await Task.Delay(await follower.RunOnceAsync(CancellationToken.None), Virtual.Time);
        });
        Virtual.Start(() => MutateAsync(registry));
    }

    public VirtualSilo Virtual { get; }

    /// <summary>The registry, as this silo reaches it.</summary>
    public ITriggerRegistryGrain Grain { get; }

    public ImmutableArray<string> Addresses => ["http://a"];

    public ValueTask<Outcome<ImmutableArray<EndpointTrigger>>> AskAsync(string address, CancellationToken cancellation) => new(_run.Registered);

    public ValueTask RunAsync(EndpointTrigger trigger, TriggerCall call, CancellationToken cancellation)
    {
        _run.Ran(trigger, Virtual.Name);
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _services.Dispose();

    /// <summary>Runs the triggers of a stage again and again, as mutations do: what the registry said before, and what it says at each one.</summary>
    private async Task MutateAsync(TriggerRegistry registry)
    {
        while (!_run.IsOver)
        {
            await registry.Copy.WaitAsync(CancellationToken.None);
            foreach (var trigger in registry.At(Stage))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(_run.Scheduler.Draw(300)), Virtual.Time);
                await trigger.Action(null!, null!, CancellationToken.None);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1 + _run.Scheduler.Draw(50)), Virtual.Time);
        }
    }
}
