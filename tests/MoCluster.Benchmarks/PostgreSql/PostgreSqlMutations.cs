using System.Diagnostics;
using MoCluster.Conformance.PostgreSql.Hosting;
using Npgsql;

namespace MoCluster.Benchmarks.PostgreSql;

/// <summary>
/// Mutations with one before trigger, as a share of what the same rows in the same groups reach by bare Npgsql: in equal tables that hold
/// all the other rows already, as random uuids cost more the larger an index is.
/// </summary>
internal static class PostgreSqlMutations
{
    private const string Schema = "mutations";

    /// <summary>The rows of this many mutations, the last ones, are written again.</summary>
    private const int Again = 40_000;

    /// <summary>How many objects are edited repeatedly.</summary>
    private const int Edited = 20_000;

    /// <summary>
    /// Long enough for the hot code to be compiled with full optimisation. Before that, the compiler takes half of the processor time.
    /// </summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    public static async Task RunAsync(Report report, PrivateServer server)
    {
        var connectionString = server.ConnectionString;
        var connections = new Stores.PostgreSql.PostgreSqlOptions { ConnectionString = connectionString }.CommitConnections;
        Measured creates, edits;
        await using (var silo = await BenchSilo.StartAsync(
            "Triggers:Sample=true", "Store:Kind=PostgreSql", $"Store:ConnectionString={connectionString}", $"Store:Schema={Schema}"))
        {
            var type = await MutationBenchmark.PrepareAsync(silo);
            var units = (await MutationBenchmark.CreateAsync(silo, type, WarmUp)).Units;
            creates = await MeasureAsync(report, server, silo, "create", duration => MutationBenchmark.CreateAsync(silo, type, duration));
            var edited = units.Take(Edited).ToArray();
            await MutationBenchmark.EditAsync(silo, type, edited, WarmUp / 4);
            edits = await MeasureAsync(report, server, silo, "edit", duration => MutationBenchmark.EditAsync(silo, type, edited, duration));
        }

        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0 });
        await CompareAsync(report, server, source, "create", creates, connections);
        await CompareAsync(report, server, source, "edit", edits, connections);
    }

    private static async Task<Measured> MeasureAsync(
        Report report, PrivateServer server, BenchSilo silo, string kind, Func<TimeSpan, Task<(double Rate, IReadOnlyList<Guid> Units)>> run)
    {
        var (before, used) = (silo.Database.Counters, ProcessorTime.Now(server));
        var (rate, _) = await run(Duration);
        var cost = used.AddTo(report, kind, rate * Duration.TotalSeconds);
        var after = silo.Database.Counters;
        return new Measured(rate, cost, (int)Math.Round((after.Commits - before.Commits) / (double)(after.Batches - before.Batches)));
    }

    private static async Task CompareAsync(
        Report report, PrivateServer server, NpgsqlDataSource source, string kind, Measured measured, int connections)
    {
        var bare = $"bare_{kind}";
        var groups = await RowsOfGroup.TakeAsync(source, Schema, bare, kind == "edit", measured.Group, Again);
        await WriteAsync(source, bare, groups, groups.Count / 4, connections);
        var (watch, used, mutations) = (Stopwatch.StartNew(), ProcessorTime.Now(server), groups.Sum(rows => rows.Mutations));
        await WriteAsync(source, bare, groups, groups.Count, connections);
        var peer = $"the rows of {kind}s by bare Npgsql";
        report.Figure(peer, mutations / watch.Elapsed.TotalSeconds, "mutations/s", note: $"{connections} connections, groups of {measured.Group}, a statement a table and the stream's number");
        var cost = used.AddTo(report, kind, mutations);
        report.Figure($"{kind}s with one before trigger", measured.Rate, "mutations/s", peer, $"org units; {measured.Group} commits a batch");
        report.Figure("  the same by processor time", cost / measured.Cost, "of bare Npgsql", note: "a busy machine does not distort it");
    }

    /// <summary>Writes so many groups once more, into the equal tables; the rows travel there and back.</summary>
    private static Task WriteAsync(NpgsqlDataSource source, string bare, Queue<RowsOfGroup> groups, int count, int connections)
    {
        var gate = new Lock();
        return Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            await using var connection = await source.OpenConnectionAsync();
            while (true)
            {
                RowsOfGroup next;
                lock (gate)
                {
                    if (count-- <= 0)
                        return;
                    next = groups.Dequeue();
                }

                await next.WriteAsync(connection, bare);
            }
        })));
    }

    /// <summary>What a kind of mutation reached: how many a second, microseconds of one, commits a batch.</summary>
    private sealed record Measured(double Rate, double Cost, int Group);
}
