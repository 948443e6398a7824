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

    public static async Task RunAsync(Report report, PrivateServer server)
    {
        var connectionString = server.ConnectionString;
        double rate;
        int group, lanes;
        await using (var silo = await BenchSilo.StartAsync(
            "Triggers:Sample=true", "Store:Kind=PostgreSql", $"Store:ConnectionString={connectionString}", $"Store:Schema={Schema}"))
        {
            var type = await MutationBenchmark.PrepareAsync(silo);
            await MutationBenchmark.CreateAsync(silo, type, TimeSpan.FromSeconds(3));
            var before = silo.Database.Counters;
            var (client, database) = (Process.GetCurrentProcess().TotalProcessorTime, server.CpuTime());
            rate = await MutationBenchmark.CreateAsync(silo, type, TimeSpan.FromSeconds(6));
            report.Figure("processor time a mutation here", (Process.GetCurrentProcess().TotalProcessorTime - client).TotalMicroseconds / (rate * 6), "µs");
            report.Figure("and in PostgreSQL", (server.CpuTime() - database).TotalMicroseconds / (rate * 6), "µs");
            var after = silo.Database.Counters;
            group = (int)Math.Round((after.Commits - before.Commits) / (double)(after.Groups - before.Groups));
            lanes = new Stores.PostgreSql.PostgreSqlOptions { ConnectionString = connectionString }.Lanes;
        }

        await using var source = NpgsqlDataSource.Create(connectionString);
        var bare = await InsertAsync(source, group, lanes);
        report.Figure("the same rows by bare Npgsql", bare, "mutations/s", note: $"{lanes} connections, groups of {group}, an INSERT a table and the stream's number");
        report.Figure("mutations with one before trigger", rate, "mutations/s", "the same rows by bare Npgsql", $"org units; {group} commits a group");
    }

    /// <summary>Writes what the silo wrote once more, into equal tables, group by group; the rows travel there and back.</summary>
    private static async Task<double> InsertAsync(NpgsqlDataSource source, int group, int lanes)
    {
        await ExecuteAsync(source, $"CREATE SCHEMA {Bare}");
        foreach (var table in Tables.Append("event").Append("stream"))
            await ExecuteAsync(source, $"CREATE TABLE {Bare}.{table} (LIKE {Schema}.{table} INCLUDING ALL)");
        await ExecuteAsync(source, $"INSERT INTO {Bare}.stream (namespace, routing_key) VALUES ('MO', 'org_unit')");
        var groups = new Queue<RowsOfGroup>(await RowsOfGroup.ReadAsync(source, Schema, Tables, group));
        var total = groups.Sum(rows => rows.Objects);
        var gate = new Lock();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(_ => Task.Run(async () =>
        {
            await using var connection = await source.OpenConnectionAsync();
            while (true)
            {
                RowsOfGroup? next;
                lock (gate)
                {
                    if (!groups.TryDequeue(out next))
                        return;
                }

                await next.WriteAsync(connection, Bare);
            }
        })));
        return total / watch.Elapsed.TotalSeconds;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
