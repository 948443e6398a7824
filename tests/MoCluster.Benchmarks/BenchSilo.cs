using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Metrics;
using MoCluster.Silo.Process;
using MoCluster.Stores.Journal;
using MoCluster.Stores.PostgreSql;

namespace MoCluster.Benchmarks;

/// <summary>A silo in this process, over a journal in a folder of its own that goes with it, unless the arguments name another store.</summary>
internal sealed class BenchSilo : IAsyncDisposable
{
    private readonly string _directory;

    private BenchSilo(Node node, string directory) => (Node, _directory) = (node, directory);

    public static Actor Actor { get; } = new(new Guid("b0000000-0000-0000-0000-000000000001"));

    public Node Node { get; }

    /// <summary>Whether it was started on PostgreSQL.</summary>
    public bool IsOnDatabase => ((MeteredStore)Node.Store).Inner is PostgreSqlStore;

    /// <summary>The store, of a silo that was started on PostgreSQL.</summary>
    public PostgreSqlStore Database => (PostgreSqlStore)((MeteredStore)Node.Store).Inner;

    /// <summary>The store, of a silo that was started on its journal.</summary>
    public JournalStore Journal => (JournalStore)((MeteredStore)Node.Store).Inner;

    /// <summary>How large its files are.</summary>
    public long StoredBytes => new DirectoryInfo(_directory).EnumerateFiles().Sum(file => file.Length);

    public static async Task<BenchSilo> StartAsync(params string[] arguments)
    {
        var directory = Directory.CreateTempSubdirectory("mocluster-bench-").FullName;
        var commandLine = CommandLine.Parse([$"Store:Directory={directory}", .. arguments]);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(commandLine.Values).Build();
        var settings = SettingsReader.Read(configuration, commandLine);
        var node = await Node.StartAsync(settings, NullLoggerFactory.Instance, Fail, CancellationToken.None);
        return new BenchSilo(node, directory);
    }

    /// <summary>A namespace with one listener in it, both the benchmark's own.</summary>
    public async Task<(INamespaceGrain Namespace, IListenerGroupGrain Group, Guid Listener)> DeclareAsync(string name)
    {
        var grain = Node.Grains.GetGrain<INamespaceGrain>(name);
        Value(await grain.DeclareAsync(Actor, isPublic: false));
        var listener = Value(await grain.DeclareListenerAsync(Actor, new ListenerDeclaration("bench", "thing", ListenerPolicy.Default with { MaxInFlight = 100_000 })));
        return (grain, Node.Grains.GetGrain<IListenerGroupGrain>(listener.Group.ToString("D")), listener.Uuid);
    }

    public static T Value<T>(Outcome<T> outcome) =>
        outcome.Succeeded ? outcome.Value : throw new InvalidOperationException($"{outcome.Refusal.Code}: {outcome.Refusal.Message}");

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static void Fail(Exception exception) => Environment.FailFast("The store failed under the benchmark.", exception);
}
