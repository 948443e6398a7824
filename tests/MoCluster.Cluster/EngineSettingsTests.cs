using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MoCluster.Cluster.Grains;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Cluster;
using MoCluster.Silo.Hosting;
using Orleans.Configuration;
using Orleans.Metadata;
using Orleans.Serialization.TypeSystem;

namespace MoCluster.Cluster;

/// <summary>How the settings under <c>Cluster:</c> configure Orleans.</summary>
public sealed class EngineSettingsTests
{
    private const int Calls = 400;

    [Fact]
    public async Task More_calls_than_may_wait_at_a_grain_are_refused_and_the_others_answered()
    {
        using var host = Build("Cluster:MaxQueuedCalls=100");
        await host.StartAsync(TestContext.Current.CancellationToken);
        var gate = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IGateGrain>("one");
        await gate.HereAsync(); // The grain must be active: one that is still activating treats calls differently.
        Task[] calls = [.. Enumerable.Range(0, Calls).Select(_ => gate.PassAsync())];
        while (calls.Count(call => call.IsCompleted) < Calls - 110)
            await Task.WhenAny(calls.Where(call => !call.IsCompleted));
        host.Services.GetRequiredService<TaskCompletionSource>().SetResult();
        await Task.WhenAll(calls).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

        var refused = calls.Where(call => !call.IsCompletedSuccessfully).Select(call => call.Exception!.InnerException).ToArray();
        Assert.All(refused, reason => Assert.IsType<LimitExceededException>(reason));
        Assert.InRange(Calls - refused.Length, 100, 110);
        await gate.PassAsync();
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_silo_alone_opens_no_gateway_and_takes_the_port_that_is_free()
    {
        using var one = Build();
        using var other = Build();
        await Task.WhenAll(one.StartAsync(TestContext.Current.CancellationToken), other.StartAsync(TestContext.Current.CancellationToken));
        foreach (var host in new[] { one, other })
        {
            Assert.Null(host.Services.GetRequiredService<ILocalSiloDetails>().GatewayAddress);
            Assert.True(System.Net.IPAddress.IsLoopback(host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.Endpoint.Address));
            await host.StopAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void Grain_interfaces_have_the_names_that_Orleans_gives_them_and_each_name_is_built_once()
    {
        using var host = Build();
        var resolver = host.Services.GetRequiredService<GrainInterfaceTypeResolver>();
        var plain = new GrainInterfaceTypeResolver(
            host.Services.GetServices<IGrainInterfaceTypeProvider>().Where(provider => provider is not RememberedInterfaceTypes),
            host.Services.GetRequiredService<TypeConverter>());
        Type[] interfaces = [.. typeof(IListenerGroupGrain).Assembly.GetTypes().Append(typeof(IManagementGrain)).Where(type => type.IsInterface && type.IsAssignableTo(typeof(IAddressable)))];
        Assert.True(interfaces.Length > 5);
        Assert.All(interfaces, type => Assert.Equal(plain.GetGrainInterfaceType(type), resolver.GetGrainInterfaceType(type)));

        var before = GC.GetAllocatedBytesForCurrentThread();
        resolver.GetGrainInterfaceType(interfaces[0]);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200, "A name that is already known was built again.");
    }

    [Fact]
    public void Times_limits_and_shedding_are_those_of_the_settings()
    {
        using var host = Build(
            "Cluster:Mode=AdoNet", "Store:Kind=PostgreSql", "Store:ConnectionString=Host=nowhere", "Cluster:ProbeTimeout=00:00:02",
            "Cluster:MaxProbeTimeout=00:00:04", "Cluster:MissedProbes=4", "Cluster:Votes=1", "Cluster:AliveInterval=00:00:07", "Cluster:ResponseTimeout=00:00:09",
            "Cluster:ShedAbove=80", "Cluster:Name=another");
        var membership = Options<ClusterMembershipOptions>(host);
        Assert.Equal((2, 4, 4, 1), (membership.ProbeTimeout.TotalSeconds, membership.MaxProbeTimeout.TotalSeconds, membership.NumMissedProbesLimit, membership.NumVotesForDeathDeclaration));
        Assert.Equal(7, membership.IAmAliveTablePublishTimeout.TotalSeconds);
        Assert.Equal(9, Options<SiloMessagingOptions>(host).ResponseTimeout.TotalSeconds);
        Assert.Equal((true, 80.0), (Options<LoadSheddingOptions>(host).LoadSheddingEnabled, Options<LoadSheddingOptions>(host).CpuThreshold));
        Assert.Equal(("another", "mocluster"), (Options<ClusterOptions>(host).ClusterId, Options<ClusterOptions>(host).ServiceId));
        Assert.Equal(0, Options<EndpointOptions>(host).GatewayPort);

        using var plain = Build();
        Assert.False(Options<LoadSheddingOptions>(plain).LoadSheddingEnabled);
        Assert.Equal(50_000, Options<SiloMessagingOptions>(plain).MaxEnqueuedRequestsHardLimit);
    }

    private static T Options<T>(IHost host)
        where T : class => host.Services.GetRequiredService<IOptions<T>>().Value;

    /// <summary>A host with Orleans as the silo configures it.</summary>
    private static IHost Build(params string[] settings)
    {
        var read = Settings.Read([.. settings, .. settings.Length > 1 ? Array.Empty<string>() : ["Store:Kind=Memory"]]);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        builder.AddSilo(read, new SiloInstance("tests"));
        return builder.Build();
    }
}
