using MoCluster.Benchmarks;
using MoCluster.Benchmarks.Clients;
using MoCluster.Benchmarks.Embedded;
using MoCluster.Benchmarks.PostgreSql;
using MoCluster.Benchmarks.Selections;
using MoCluster.Benchmarks.Triggers;
using MoCluster.Benchmarks.Transfers;

if (args is [MeasuredSilo.Verb, .. var settings])
    return await MeasuredSilo.ServeAsync(settings);
if (args is [ManyObjects.Verb, .. var place])
    return await ManyObjects.ReadAsync(place);

// A figure is compared with a peer that is measured in the same run, because absolute figures drift on shared machines.
(string Name, Func<Report, Task> Run)[] benchmarks =
[
    ("write", WriteBenchmark.RunAsync),
    ("embedded", EmbeddedBenchmark.RunAsync),
    ("objects", ManyObjects.RunAsync),
    ("selection", SelectionBenchmark.RunAsync),
    ("reads", ReadsBenchmark.RunAsync),
    ("path", PathBenchmark.RunAsync),
    ("http", HttpBenchmark.RunAsync),
    ("client", ClientBenchmark.RunAsync),
    ("traces", TracesBenchmark.RunAsync),
    ("graphql", GraphQLBenchmark.RunAsync),
    ("backlog", BacklogBenchmark.RunAsync),
    ("listeners", ListenersBenchmark.RunAsync),
    ("mutations", MutationBenchmark.RunAsync),
    ("triggers", TriggerBenchmark.RunAsync),
    ("import", ImportBenchmark.RunAsync),
    ("effects", EffectsBenchmark.RunAsync),
    ("start", StartBenchmark.RunAsync),
    ("postgres", PostgreSqlBenchmark.RunAsync),
    ("postgres-alone", PostgreSqlBenchmark.RunAloneAsync),
    ("postgres-mutations", PostgreSqlBenchmark.RunMutationsAsync),
    ("postgres-soak", PostgreSqlSoak.RunAsync),
];

// Benchmarks that take long, or that are part of another, run only if they are named.
string[] onDemand = ["postgres-soak", "postgres-alone"];

var unknown = args.Except(benchmarks.Select(benchmark => benchmark.Name)).ToArray();
if (unknown.Length > 0)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown[0]}'. There are: {string.Join(", ", benchmarks.Select(benchmark => benchmark.Name))}.");
    return 2;
}

var report = new Report(Console.Out);
foreach (var (name, run) in benchmarks)
{
    if (args.Length > 0 ? !args.Contains(name) : onDemand.Contains(name))
        continue;
    report.Begin(name);
    await run(report);
}

return 0;
