using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage;
using MoCluster.Silo.Cluster;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Metrics;
using MoCluster.Silo.Storage;
using MoCluster.Stores.PostgreSql;

namespace MoCluster.Benchmarks;

/// <summary>A silo in this process. Its store is embedded, in a folder that is deleted with it, unless the arguments name another store.</summary>
internal sealed class BenchSilo : IAsyncDisposable
{
    private readonly string _directory;

    private readonly IHost _host;

    private BenchSilo(IHost host, string directory) => (_host, _directory) = (host, directory);

    public static Actor Actor { get; } = new(new Guid("b0000000-0000-0000-0000-000000000001"));

    public IStore Store => _host.Services.GetRequiredService<IStore>();

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>True if the silo was started on PostgreSQL.</summary>
    public bool IsOnDatabase => ((MeteredStore)Store).Inner is PostgreSqlStore;

    /// <summary>The store, if the silo was started on PostgreSQL.</summary>
    public PostgreSqlStore Database => (PostgreSqlStore)((MeteredStore)Store).Inner;

    /// <summary>What the store did, if it is embedded.</summary>
    public StoreCounts Counts => EmbeddedStore.CountsOf(((MeteredStore)Store).Inner);

    /// <summary>The size of the embedded store's files in bytes.</summary>
    public long StoredBytes => new DirectoryInfo(_directory).EnumerateFiles().Sum(file => file.Length);

    public static Task<BenchSilo> StartAsync(params string[] arguments) => StartAsync(null, arguments);

    /// <summary>Starts a silo some of whose services are others.</summary>
    public static async Task<BenchSilo> StartAsync(Action<IServiceCollection>? change, params string[] arguments)
    {
        var directory = Directory.CreateTempSubdirectory("mocluster-bench-").FullName;
        var isEmbedded = !arguments.Any(argument => argument.StartsWith("Store:Kind=", StringComparison.Ordinal));
        string[] store = isEmbedded ? [.. EmbeddedStore.Settings(directory)] : [$"Store:Directory={directory}"];
        var commandLine = CommandLine.Parse([.. store, .. arguments]);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(commandLine.Values);
        var settings = Settings.Read(builder.Configuration, commandLine);
        builder.Services.AddSettings(settings).AddStore().AddSiloMetrics();
        builder.AddCluster(settings);
        change?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new BenchSilo(host, directory);
    }

    /// <summary>Declares a namespace with one listener.</summary>
    public async Task<(INamespaceGrain Namespace, IListenerGroupGrain Group, Guid Listener)> DeclareAsync(string name)
    {
        var grain = Grains.GetGrain<INamespaceGrain>(name);
        Value(await grain.DeclareAsync(Actor, isPublic: false));
        var listener = Value(await grain.DeclareListenerAsync(Actor, new ListenerDeclaration("bench", "thing", ListenerPolicy.Default with { MaxInFlight = 100_000 })));
        return (grain, Grains.GetGrain<IListenerGroupGrain>(listener.Group.ToString("D")), listener.Uuid);
    }

    public static T Value<T>(Outcome<T> outcome) =>
        outcome.Succeeded ? outcome.Value : throw new InvalidOperationException($"{outcome.Refusal.Code}: {outcome.Refusal.Message}");

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
