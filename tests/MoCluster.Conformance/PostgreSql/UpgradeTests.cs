using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Events;
using MoCluster.Stores.PostgreSql;
using MoCluster.Stores.PostgreSql.Schema;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;
using NpgsqlTypes;

namespace MoCluster.Conformance.PostgreSql;

/// <summary>What an older build wrote is read by this one after the schema was migrated.</summary>
public sealed class UpgradeTests : DatabaseTests
{
    private const int RowAnEvent = 4;
    private static readonly StreamKey Other = new("tests", "others");

    [Fact]
    public async Task Events_stored_in_a_row_each_are_read_unchanged()
    {
        var random = new Random(5);
        var options = await SharedServer.OptionsAsync();
        await PrepareAsync(options);

        // Events of one batch have one time: event blocks of one event, of many, and of more than fit. The first stream was trimmed before.
        var start = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddMicroseconds(7);
        int[] sizes = [1, 300, 2, 256, 257, 1, 700];
        var one = Written(random, 101, sizes, start);
        var other = Written(random, 1, [3], start);
        await WriteAsync(options, 1, Make.Stream, one);
        await WriteAsync(options, 2, Other, other);
        await ExecuteAsync(options, "INSERT INTO stream_first (stream_id, first) VALUES (1, 101)");
        await ExecuteAsync(options, $"CREATE ROLE run_{options.Schema}; GRANT SELECT, INSERT, DELETE ON event TO run_{options.Schema}");

        Assert.Equal("0005_event_pages", (await Migrations.ApplyAsync(options, Cancellation))[0]);
        Assert.Equal(11L, await ExecuteAsync(options, "SELECT count(*) FROM event_block WHERE stream_id = 1"));
        Assert.Equal("DELETE INSERT SELECT", await ExecuteAsync(
            options,
            $"""
             SELECT string_agg(privilege_type, ' ' ORDER BY privilege_type) FROM information_schema.role_table_grants
             WHERE table_schema = '{options.Schema}' AND table_name = 'event_block' AND grantee = 'run_{options.Schema}'
             """));
        await using (var store = await OpenAsync(options))
        {
            Assert.Equal(
                [new StreamHead(Other, 1, 3), new StreamHead(Make.Stream, 101, one[^1].Number)], await store.ReadHeadsAsync(default, Cancellation));
            Assert.Equal(one, await store.ReadEventsAsync(Make.Stream, 1, StoreLimits.MaxBatch, Cancellation));
            Assert.Equal(other, await store.ReadEventsAsync(Other, 1, StoreLimits.MaxBatch, Cancellation));
            foreach (var lane in Enum.GetValues<PriorityLane>())
            {
                Assert.Equal(
                    one.Where(record => PriorityLanes.Of(record.Priority) == lane),
                    await store.ReadLaneAsync(Make.Stream, lane, 1, one[^1].Number, StoreLimits.MaxBatch, Cancellation));
            }

            var next = await SucceedAsync(store, Make.Commit(Make.Event()));
            Assert.Equal(one[^1].Number + 1, next.Events[0].Event.Number);
            await store.TrimAsync(start.AddSeconds(2), Cancellation);
            Assert.Equal(402, (await store.ReadEventsAsync(Make.Stream, 1, 1, Cancellation))[0].Number);
        }

        await SharedServer.DropAsync(options);
        await ExecuteAsync(options, $"DROP ROLE run_{options.Schema}");
    }

    [Fact]
    public async Task Commits_of_an_older_silo_during_the_migration_are_not_lost()
    {
        var options = await SharedServer.OptionsAsync();
        await PrepareAsync(options);
        var before = Written(new Random(6), 1, [2], new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await WriteAsync(options, 1, Make.Stream, before);
        await using var source = Source(options);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        const string Late = """
            UPDATE stream SET last = 3 WHERE id = 1;
            INSERT INTO event (stream_id, number, uuid, time, priority, subject) VALUES (1, 3, gen_random_uuid(), '2026-03-02', 10000, 'late')
            """;
        await using (var command = new NpgsqlCommand(Late, connection, transaction))
            await command.ExecuteNonQueryAsync(Cancellation);

        var applied = Migrations.ApplyAsync(options, Cancellation);
        await UntilAsync(async () => (bool)(await ExecuteAsync(
            options, $"SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND relation = '{options.Schema}.event'::regclass"))!);
        await transaction.CommitAsync(Cancellation);
        await applied;
        await using (var store = await OpenAsync(options))
            Assert.Equal([.. before.Select(record => record.Subject), "late"], (await LogAsync(store)).Select(record => record.Subject));
        await SharedServer.DropAsync(options);
    }

    /// <summary>Creates the schema of the last build whose events had a row each.</summary>
    private static async Task PrepareAsync(PostgreSqlOptions options)
    {
        await ExecuteAsync(options, $"CREATE SCHEMA {options.Schema}");
        await ExecuteAsync(options, SqlText.Get("Migrations/prepare"));
        foreach (var (version, name, sql) in SqlText.Migrations.Where(migration => migration.Version <= RowAnEvent))
        {
            await ExecuteAsync(options, sql);
            await ExecuteAsync(options, $"INSERT INTO schema_migration (version, name) VALUES ({version}, '{name}')");
        }
    }

    private static List<EventRecord> Written(Random random, long first, int[] sizes, DateTimeOffset start)
    {
        var events = new List<EventRecord>();
        foreach (var (size, second) in sizes.Select((size, second) => (size, second)))
        {
            for (var i = 0; i < size; i++)
            {
                var subject = new string("aæ日/ "[random.Next(5)], random.Next(1, 140));
                int[] priorities = [10_000, 10_000, 1, 127, 128, 9_999, 10_001, int.MaxValue];
                events.Add(new EventRecord(
                    first++,
                    Guid.NewGuid(),
                    subject,
                    priorities[random.Next(priorities.Length)],
                    start.AddSeconds(second),
                    random.Next(3) == 0 ? "a key" : subject,
                    random.Next(3) == 0 ? new RegistrationReference(Make.Object(), random.NextInt64(1, 1L << random.Next(1, 40))) : null,
                    random.Next(3) == 0 ? new EventTarget((EventTargetKind)random.Next(2), Guid.NewGuid()) : null));
            }
        }

        return events;
    }

    private static async Task WriteAsync(PostgreSqlOptions options, int id, StreamKey stream, List<EventRecord> events)
    {
        await using var source = Source(options);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await ExecuteAsync(
            options,
            $"""
             INSERT INTO stream (id, namespace, routing_key, last, last_time) OVERRIDING SYSTEM VALUE
             VALUES ({id}, '{stream.Namespace}', '{stream.RoutingKey}', {events[^1].Number}, '{events[^1].Time:O}')
             """);
        await ExecuteAsync(options, $"ALTER TABLE stream ALTER COLUMN id RESTART WITH {id + 1}");
        await using var rows = await connection.BeginBinaryImportAsync(
            """
            COPY event (stream_id, number, uuid, time, priority, target_kind, subject, key, target_uuid, registration, object_uuid, object_type)
            FROM STDIN (FORMAT BINARY)
            """,
            Cancellation);
        foreach (var record in events)
        {
            await rows.StartRowAsync(Cancellation);
            await rows.WriteAsync(id, Cancellation);
            await rows.WriteAsync(record.Number, Cancellation);
            await rows.WriteAsync(record.Uuid, Cancellation);
            await rows.WriteAsync(record.Time.UtcDateTime, NpgsqlDbType.TimestampTz, Cancellation);
            await rows.WriteAsync(record.Priority, Cancellation);
            await WriteOptionalAsync(rows, (short?)record.Target?.Kind, NpgsqlDbType.Smallint);
            await rows.WriteAsync(record.Subject, Cancellation);
            await WriteOptionalAsync(rows, record.Key == record.Subject ? null : record.Key, NpgsqlDbType.Text);
            await WriteOptionalAsync(rows, record.Target?.Uuid, NpgsqlDbType.Uuid);
            await WriteOptionalAsync(rows, record.Registration?.Number, NpgsqlDbType.Bigint);
            await WriteOptionalAsync(rows, record.Registration?.Object.Uuid, NpgsqlDbType.Uuid);
            await WriteOptionalAsync(rows, record.Registration?.Object.Type, NpgsqlDbType.Text);
        }

        await rows.CompleteAsync(Cancellation);
    }

    private static Task WriteOptionalAsync(NpgsqlBinaryImporter rows, object? value, NpgsqlDbType type) =>
        value is null ? rows.WriteNullAsync(Cancellation) : rows.WriteAsync(value, type, Cancellation);
}
