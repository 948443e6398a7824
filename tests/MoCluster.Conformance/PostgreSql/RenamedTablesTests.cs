using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Conformance.Stores.Hosting;
using MoCluster.Grains.Storage;
using MoCluster.Stores.PostgreSql;
using MoCluster.Stores.PostgreSql.Schema;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;

namespace MoCluster.Conformance.PostgreSql;

/// <summary>
/// The migration 0006 gives tables other names while silos of the previous build run. Their statements, as that build sends them, work on, also those that
/// they prepared before. The migration that drops the old names drops these tests.
/// </summary>
public sealed class RenamedTablesTests : DatabaseTests
{
    private const int FormerNames = 5;

    private const string Prepare = """
        PREPARE enter_group (uuid, bigint) AS
        INSERT INTO commit_group AS known (lane, slot, ordinal, touched)
        VALUES ($1, ($2 % 1024)::int, $2, clock_timestamp())
        ON CONFLICT (lane, slot) DO UPDATE
        SET ordinal = CASE WHEN known.ordinal = excluded.ordinal - 1024 THEN excluded.ordinal END,
            verdicts = '', streams = '{}', bases = '{}', times = '{}', touched = excluded.touched
        RETURNING clock_timestamp();
        PREPARE find_group (uuid, bigint) AS
        SELECT ordinal, verdicts, bases, times FROM commit_group WHERE lane = $1 AND slot = ($2 % 1024)::int FOR UPDATE;
        PREPARE record_group (uuid, bigint, bytea) AS
        UPDATE commit_group SET verdicts = $3 WHERE lane = $1 AND slot = ($2 % 1024)::int;
        PREPARE trim_groups AS
        DELETE FROM commit_group WHERE touched < clock_timestamp() - interval '1 day';
        PREPARE append_events (int[], int[], uuid, bytea, int[], int[], int[], int[], int[], bytea[], timestamptz, bigint) AS
        WITH clock AS MATERIALIZED (SELECT coalesce($11::timestamptz, clock_timestamp()) AS now),
             locked AS MATERIALIZED (
               SELECT id, last, last_time FROM stream WHERE id = ANY ($1::int[]) ORDER BY id FOR UPDATE),
             advanced AS (
               UPDATE stream s
               SET last = k.last + w.count, last_time = CASE WHEN w.count > 0 THEN greatest(k.last_time, clock.now) ELSE k.last_time END
               FROM locked k, unnest($1::int[], $2::int[]) AS w (id, count), clock
               WHERE s.id = k.id AND w.id = k.id
               RETURNING s.id, s.last - w.count AS base, s.last_time),
             numbered AS MATERIALIZED (
               SELECT coalesce(array_agg(base ORDER BY id), '{}') AS bases, coalesce(array_agg(last_time ORDER BY id), '{}') AS times
               FROM advanced),
             appended AS (
               INSERT INTO event_page (stream_id, last, count, time, better, worse, events)
               SELECT ($1::int[])[p.stream], n.bases[p.stream] + p.place, p.count, n.times[p.stream], p.better, p.worse, p.events
               FROM numbered n, (
                 SELECT unnest($5::int[]) AS stream, unnest($6::int[]) AS place, unnest($7::int[]) AS count, unnest($8::int[]) AS better,
                        unnest($9::int[]) AS worse, unnest($10::bytea[]) AS events) AS p),
             recorded AS (
               UPDATE commit_group g SET verdicts = $4, streams = $1, bases = n.bases, times = n.times
               FROM numbered n WHERE g.lane = $3 AND g.slot = ($12 % 1024)::int)
        SELECT n.bases, n.times, clock.now FROM numbered n, clock;
        PREPARE keep_results (uuid, bigint) AS
        INSERT INTO kept_result (caller, key, path, index, request_hash, document, time, event_numbers, registration_times)
        SELECT $1, 'key', 'path', $2, '', '', now(), g.bases, '{}' FROM commit_group g WHERE g.lane = $1 AND g.slot = ($2 % 1024)::int;
        PREPARE put_pages (uuid[], bigint[], bytea[]) AS
        INSERT INTO settled_page (listener, index, bits)
        SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bytea[])
        ON CONFLICT (listener, index) DO UPDATE SET bits = excluded.bits;
        PREPARE drop_pages (uuid[], bigint[]) AS
        DELETE FROM settled_page p USING unnest($1::uuid[], $2::bigint[]) AS w (listener, frontier)
        WHERE p.listener = w.listener AND p.index < w.frontier / 512;
        PREPARE trim_stream (int, bigint) AS
        WITH deleted AS (DELETE FROM event_page e WHERE e.stream_id = $1 AND e.last <= $2 RETURNING 1) SELECT count(*) FROM deleted;
        """;

    private const string Lane = "'11111111-1111-1111-1111-111111111111'";

    [Theory, InlineData(true), InlineData(false)]
    public async Task Statements_of_the_build_before_work_on(bool arePreparedBefore)
    {
        var options = await SharedServer.OptionsAsync();
        await using var source = await FormerSchemaAsync(options);
        await using var early = await source.OpenConnectionAsync(Cancellation);
        await RunAsync(early, Prepare);
        await AppendAsync(early, 1);
        await RunAsync(early, PutPage(0));
        Assert.Equal(Migrations.Version - FormerNames, (await Migrations.ApplyAsync(options, Cancellation)).Count);
        await using var late = await source.OpenConnectionAsync(Cancellation);
        await RunAsync(late, Prepare);

        var silo = arePreparedBefore ? early : late;
        var repeated = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(silo, $"EXECUTE enter_group ({Lane}, 1)"));
        Assert.Equal(("23502", "commit_group", "ordinal"), (repeated.SqlState, repeated.TableName, repeated.ColumnName));
        await RecordsGroupsAsync(silo);
        await SettlesNumbersAsync(silo);
        Assert.Equal("1 2 3", await RunAsync(silo, "SELECT string_agg(last::text, ' ' ORDER BY last) FROM event_page"));
        Assert.Equal(2L, await RunAsync(silo, "EXECUTE trim_stream (1, 2)"));
        Assert.Equal("3", await RunAsync(silo, "SELECT string_agg(last::text, ' ' ORDER BY last) FROM event_block"));
        await SharedServer.DropAsync(options);
    }

    [Fact]
    public async Task A_silo_of_this_build_reads_what_one_of_the_build_before_writes_after_the_migration()
    {
        var options = await SharedServer.OptionsAsync();
        await using var source = await FormerSchemaAsync(options);
        await using var store = await OpenAsync(options);
        await using var silo = await source.OpenConnectionAsync(Cancellation);
        await RunAsync(silo, Prepare);
        await AppendAsync(silo, 1);
        var own = await SucceedAsync(store, Make.Commit(Make.Event("of this build")));
        await AppendAsync(silo, 2);
        Assert.Equal(2, own.Events[0].Event.Number);
        Assert.Equal(
            ["a", "of this build", "a"],
            (await store.ReadEventsAsync(Make.Stream, 1, StoreLimits.MaxBatch, Cancellation)).Select(record => record.Subject));
        await SharedServer.DropAsync(options);
    }

    private static async Task RecordsGroupsAsync(NpgsqlConnection silo)
    {
        await AppendAsync(silo, 2);
        Assert.Equal("{1}", await RunAsync(silo, "SELECT bases::text FROM commit_group WHERE ordinal = 2"));
        Assert.Equal(2L, await RunAsync(silo, $"EXECUTE find_group ({Lane}, 2)"));
        await RunAsync(silo, $"EXECUTE keep_results ({Lane}, 2)");
        Assert.Equal("{1}", await RunAsync(silo, "SELECT event_numbers::text FROM kept_result"));
        await AppendAsync(silo, 1025);
        Assert.Equal(1025L, await RunAsync(silo, $"EXECUTE find_group ({Lane}, 1)"));
        await RunAsync(silo, $"EXECUTE enter_group ({Lane}, 3); EXECUTE record_group ({Lane}, 3, '\\x05')");
        Assert.Equal("\\x05", await RunAsync(silo, "SELECT verdicts::text FROM commit_group WHERE ordinal = 3"));
        await RunAsync(silo, "EXECUTE trim_groups");
        Assert.Equal(3L, await RunAsync(silo, "SELECT count(*) FROM commit_group"));
    }

    private static async Task SettlesNumbersAsync(NpgsqlConnection silo)
    {
        await RunAsync(silo, PutPage(0));
        await RunAsync(silo, PutPage(1));
        await RunAsync(silo, $"EXECUTE drop_pages (ARRAY[{Lane}::uuid], '{{512}}')");
        Assert.Equal("1", await RunAsync(silo, "SELECT string_agg(index::text, ' ') FROM settled_page"));
        Assert.Equal("1", await RunAsync(silo, "SELECT string_agg(index::text, ' ') FROM settled_bitmap"));
    }

    /// <summary>Commits a group of one event, as the previous build does.</summary>
    private static Task<object?> AppendAsync(NpgsqlConnection silo, long ordinal) => RunAsync(
        silo,
        $$"""
          BEGIN;
          EXECUTE enter_group ({{Lane}}, {{ordinal}});
          EXECUTE append_events (
            '{1}', '{1}', {{Lane}}, '\x01', '{1}', '{1}', '{1}', '{0}', '{0}',
            ARRAY['\x01'::bytea || '\x00' || uuid_send(gen_random_uuid()) || '\x01'::bytea || 'a'], NULL, {{ordinal}});
          COMMIT
          """);

    private static string PutPage(int index) => $"EXECUTE put_pages (ARRAY[{Lane}::uuid], '{{{index}}}', ARRAY[decode(repeat('01', 64), 'hex')])";

    private static async Task<object?> RunAsync(NpgsqlConnection silo, string sql)
    {
        await using var command = new NpgsqlCommand(sql, silo);
        try
        {
            return await command.ExecuteScalarAsync(Cancellation);
        }
        catch (PostgresException)
        {
            await using var rollback = new NpgsqlCommand("ROLLBACK", silo);
            await rollback.ExecuteNonQueryAsync(Cancellation);
            throw;
        }
    }

    /// <summary>Makes the schema of the previous build, with one stream.</summary>
    private static async Task<NpgsqlDataSource> FormerSchemaAsync(PostgreSqlOptions options)
    {
        await ExecuteAsync(options, $"CREATE SCHEMA {options.Schema}");
        await ExecuteAsync(options, SqlText.Get("Migrations/prepare"));
        foreach (var (version, name, sql) in SqlText.Migrations.Where(migration => migration.Version <= FormerNames))
        {
            await ExecuteAsync(options, $"BEGIN; {sql.TrimEnd(';')}; COMMIT");
            await ExecuteAsync(options, $"INSERT INTO schema_migration (version, name) VALUES ({version}, '{name}')");
        }

        await ExecuteAsync(options, $"INSERT INTO stream (namespace, routing_key) VALUES ('{Make.Stream.Namespace}', '{Make.Stream.RoutingKey}')");
        return Source(options);
    }
}
