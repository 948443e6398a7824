using System.Diagnostics;
using MoCluster.Conformance.PostgreSql;
using Npgsql;

namespace MoCluster.Benchmarks.PostgreSql;

/// <summary>Mutations with one before trigger, as a share of what the same rows in the same groups reach by bare Npgsql.</summary>
internal static class PostgreSqlMutations
{
    private const string Schema = "mutations";
    private const string Bare = "bare";

    /// <summary>The tables that a mutation writes rows into.</summary>
    private static readonly string[] Tables =
        ["object", "object_registration", "object_user_key", "object_reference", "unique_key", "due"];

    /// <summary>Until what runs often is compiled for good: before that, half of the processor time is the compiler's.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    public static async Task RunAsync(Report report, PrivateServer server)
    {
        var connectionString = server.ConnectionString;
        double rate, cost;
        int group, lanes;
        await using (var silo = await BenchSilo.StartAsync(
            "Triggers:Sample=true", "Store:Kind=PostgreSql", $"Store:ConnectionString={connectionString}", $"Store:Schema={Schema}"))
        {
            var type = await MutationBenchmark.PrepareAsync(silo);
            await MutationBenchmark.CreateAsync(silo, type, WarmUp);
            var (before, used) = (silo.Database.Counters, ProcessorTime.Now(server));
            rate = await MutationBenchmark.CreateAsync(silo, type, Duration);
            cost = used.Tell(report, "mutation", rate * Duration.TotalSeconds);
            var after = silo.Database.Counters;
            group = (int)Math.Round((after.Commits - before.Commits) / (double)(after.Groups - before.Groups));
            lanes = new Stores.PostgreSql.PostgreSqlOptions { ConnectionString = connectionString }.Lanes;
        }

        await using var source = NpgsqlDataSource.Create(connectionString);
        var groups = await PrepareAsync(source, group);
        await InsertAsync(source, groups, groups.Count / 4, lanes);
        var (watch, bareUsed, mutations) = (Stopwatch.StartNew(), ProcessorTime.Now(server), groups.Sum(rows => rows.Objects));
        await InsertAsync(source, groups, groups.Count, lanes);
        report.Figure("the same rows by bare Npgsql", mutations / watch.Elapsed.TotalSeconds, "mutations/s", note: $"{lanes} connections, groups of {group}, an INSERT a table and the stream's number");
        var bareCost = bareUsed.Tell(report, "mutation", mutations);
        report.Figure("mutations with one before trigger", rate, "mutations/s", "the same rows by bare Npgsql", $"org units; {group} commits a group");
        report.Figure("  the same by processor time", bareCost / cost, "of bare Npgsql", note: "a busy machine does not distort it");
    }

    /// <summary>Makes equal tables, and reads what the silo wrote, group by group.</summary>
    private static async Task<Queue<RowsOfGroup>> PrepareAsync(NpgsqlDataSource source, int group)
    {
        await ExecuteAsync(source, $"CREATE SCHEMA {Bare}");
        foreach (var table in Tables.Append("event").Append("stream"))
            await ExecuteAsync(source, $"CREATE TABLE {Bare}.{table} (LIKE {Schema}.{table} INCLUDING ALL)");
        await ExecuteAsync(source, $"INSERT INTO {Bare}.stream (namespace, routing_key) VALUES ('MO', 'org_unit')");
        return new Queue<RowsOfGroup>(await RowsOfGroup.ReadAsync(source, Schema, Tables, group));
    }

    /// <summary>Writes so many groups once more, into the equal tables; the rows travel there and back.</summary>
    private static Task InsertAsync(NpgsqlDataSource source, Queue<RowsOfGroup> groups, int count, int lanes)
    {
        var gate = new Lock();
        return Task.WhenAll(Enumerable.Range(0, lanes).Select(_ => Task.Run(async () =>
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

                await next.WriteAsync(connection, Bare);
            }
        })));
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
