using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Grains.Storage;
using MoCluster.Stores.PostgreSql.Connections;
using MoCluster.Stores.PostgreSql.Schema;
using MoCluster.Stores.PostgreSql.Statements;
using Npgsql;

namespace MoCluster.Conformance.PostgreSql;

/// <summary>No statement of a commit or a read scans a whole table, whichever way its plan was made.</summary>
public sealed partial class PlanTests : DatabaseTests
{
    /// <summary>Statements that read a small table as a whole on purpose.</summary>
    private static readonly Dictionary<string, string> Whole = new()
    {
        ["Read/last_batches"] = "commit_batch",
        ["Read/server"] = "incarnation",
        ["Retention/trim_batches"] = "commit_batch",
        ["Read/all_heads"] = "stream",
        ["Read/all_namespaces"] = "namespace",
    };

    [Fact]
    public async Task Every_statement_is_served_by_indexes()
    {
        var options = await SharedServer.OptionsAsync();
        await Migrations.ApplyAsync(options, Cancellation);
        await using var source = DatabaseSource.ForStore(options, null);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await ExecuteAsync(connection, "SET plan_cache_mode = force_generic_plan");
        var leading = await LeadingAsync(connection);
        var planned = 0;
        foreach (var name in SqlText.Names.Where(name => Folder().IsMatch(name)))
        {
            var plan = await PlanAsync(connection, SqlText.Get(name), planned++);
            var whole = WholeScans(plan, leading).Distinct().Except([Whole.GetValueOrDefault(name)]).ToList();
            Assert.True(whole.Count == 0, $"{name} scans all of {string.Join(", ", whole)}:\n{plan}");
        }

        Assert.InRange(planned, 70, 200);
        await SharedServer.DropAsync(options);
    }

    [Fact]
    public async Task Reading_due_instants_among_many_reads_a_few_pages()
    {
        const int Scheduled = 100_000;
        var options = await SharedServer.OptionsAsync();
        await Migrations.ApplyAsync(options, Cancellation);
        await ExecuteAsync(options, $"INSERT INTO due SELECT 'facet', gen_random_uuid(), i FROM generate_series(1, {Scheduled}) i");
        await using var source = DatabaseSource.ForStore(options, null);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await ExecuteAsync(connection, "SET plan_cache_mode = force_generic_plan");
        await ExecuteAsync(connection, $"PREPARE look AS {SqlText.Get("Read/due")}");

        // None is due; a batch is due; and the next batch, from behind the last one.
        Assert.InRange(await PagesAsync(connection, "look(0, 500, 0, '', '00000000-0000-0000-0000-000000000000')"), 1, 20);
        Assert.InRange(await PagesAsync(connection, $"look({Scheduled}, 500, 0, '', '00000000-0000-0000-0000-000000000000')"), 1, 600);
        Assert.InRange(await PagesAsync(connection, $"look({Scheduled}, 10, {Scheduled / 2}, 'facet', 'ffffffff-ffff-ffff-ffff-ffffffffffff')"), 1, 30);
        await SharedServer.DropAsync(options);
    }

    /// <summary>An endpoint is down, and all its deliveries wait: behind one another, or each for its own back-off.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(100_000)]
    public async Task Reading_due_deliveries_among_many_that_wait_reads_a_few_pages(int objects)
    {
        const int Waiting = 100_000;
        const string Registration = "11111111-1111-1111-1111-111111111111";
        var options = await SharedServer.OptionsAsync();
        await Migrations.ApplyAsync(options, Cancellation);
        await ExecuteAsync(
            options,
            $"""
             INSERT INTO delivery (registration, type, uuid, time, due_ticks, attempts, payload)
             SELECT '{Registration}', 'facet', md5((i % {objects})::text)::uuid, now(), CASE WHEN i < {objects} THEN 1000 + i ELSE 0 END, 1, ''
             FROM generate_series(0, {Waiting - 1}) i;
             INSERT INTO delivery_queue (registration, type, uuid, due_ticks)
             SELECT registration, type, uuid, due_ticks FROM delivery WHERE due_ticks > 0
             """);
        await using var source = DatabaseSource.ForStore(options, null);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await ExecuteAsync(connection, "SET plan_cache_mode = force_generic_plan");
        foreach (var isAnalyzed in new[] { false, true })
        {
            if (isAnalyzed)
                await ExecuteAsync(connection, "VACUUM ANALYZE");
            await ExecuteAsync(connection, $"PREPARE due_{isAnalyzed} AS {SqlText.Get("Read/due_deliveries")}");
            await ExecuteAsync(connection, $"PREPARE next_{isAnalyzed} AS {SqlText.Get("Read/next_delivery")}");
            await ExecuteAsync(connection, $"PREPARE backlog_{isAnalyzed} AS {SqlText.Get("Read/delivery_backlogs")}");

            // None is due; all are; when the next one is.
            Assert.InRange(await PagesAsync(connection, $"due_{isAnalyzed}('{Registration}', 500, 32)"), 1, 10);
            Assert.InRange(await PagesAsync(connection, $"due_{isAnalyzed}('{Registration}', {2 * Waiting}, 32)"), 1, 32 * 10);
            Assert.InRange(await PagesAsync(connection, $"next_{isAnalyzed}('{Registration}', 500)"), 1, 10);
        }

        // Only the sweep counts; it reads an index.
        Assert.InRange(await PagesAsync(connection, "backlog_True('00000000-0000-0000-0000-000000000000', 10)"), 1, 2_000);
        await SharedServer.DropAsync(options);
    }

    /// <summary>A hundred thousand objects refer to one and, a hundred each, to a thousand others; some have five registrations.</summary>
    [Fact]
    public async Task Reading_referrers_and_histories_among_many_reads_a_few_pages()
    {
        const int Objects = 100_000, Targets = 1_000, Registrations = 5;
        const string Hot = "99999999-0000-4000-8000-000000000000", Half = "50000000-0000-4000-8000-000000000000", Uuid = "(reverse(lpad(i::text, 8, '0')) || '-0000-4000-8000-000000000000')::uuid";
        var options = await SharedServer.OptionsAsync();
        await Migrations.ApplyAsync(options, Cancellation);
        await ExecuteAsync(
            options,
            $"""
             INSERT INTO object_reference (source_type, source_uuid, place, field, target_type, target_uuid, valid_from, valid_to)
             SELECT 'ituser', {Uuid}, 0, 'itsystem', 'itsystem', '{Hot}', 0, 100 FROM generate_series(0, {Objects - 1}) i
             UNION ALL SELECT 'ituser', {Uuid}, 1, 'person', 'person', (SELECT {Uuid} FROM (SELECT i % {Targets}) t (i)), 0, 100 FROM generate_series(0, {Objects - 1}) i;
             INSERT INTO object_registration (type, uuid, number, time, actor, operation, state)
             SELECT 'ituser', {Uuid}, n, '2026-01-01'::timestamptz + n * interval '1 day', '{Hot}', 0, repeat('x', 300)::bytea
             FROM generate_series(0, {Objects / Registrations}) i, generate_series(1, {Registrations}) n
             """);
        await using var source = DatabaseSource.ForStore(options, null);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await ExecuteAsync(connection, "SET plan_cache_mode = force_generic_plan");
        var uuids = $"'{{{string.Join(',', Enumerable.Range(0, Targets).Select(i => $"{new string([.. $"{i:D8}".Reverse()])}-0000-4000-8000-000000000000"))}}}'";
        foreach (var isAnalyzed in new[] { false, true })
        {
            if (isAnalyzed)
                await ExecuteAsync(connection, "VACUUM ANALYZE");
            await ExecuteAsync(connection, $"PREPARE referrers_{isAnalyzed} AS {SqlText.Get("Read/referrers")}");
            await ExecuteAsync(connection, $"PREPARE histories_{isAnalyzed} AS {SqlText.Get("Read/histories")}");

            // A page from the middle of those who refer to one; ten of those who refer to each of a thousand.
            Task<int> Referrers(string type, string targets, int count, int limit) => PagesAsync(
                connection,
                $"referrers_{isAnalyzed}('ituser', '{type}', {targets}, array_fill('{Half}'::uuid, ARRAY[{count}]), array_fill(false, ARRAY[{count}]), '{type}', 10, 20, {limit})");
            Assert.InRange(await Referrers("itsystem", $"'{{{Hot}}}'", 1, 500), 1, 4 * 500);
            Assert.InRange(await Referrers("person", uuids, Targets, 10), Targets, 3 * Targets * 10);

            // One registration of each of a thousand objects, and all of them.
            Task<int> Histories(string from, string to, int limit) => PagesAsync(
                connection,
                $"histories_{isAnalyzed}(array_fill('ituser'::text, ARRAY[{Targets}]), {uuids}, array_fill(0::bigint, ARRAY[{Targets}]), '{from}', '{to}', {limit})");
            Assert.InRange(await Histories("2026-01-03 12:00Z", "2026-01-03 13:00Z", 1), Targets, 10 * Registrations * Targets);
            Assert.InRange(await Histories("-infinity", "infinity", 10), Targets, 10 * Registrations * Targets);
        }

        await SharedServer.DropAsync(options);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task The_backlogs_of_ten_thousand_listeners_are_read_with_a_few_pages_each(int entries)
    {
        const int Listeners = 10_000;
        var options = await SharedServer.OptionsAsync();
        await Migrations.ApplyAsync(options, Cancellation);

        // A stream of 100 event blocks for every hundred listeners, which have settled a tenth of it; a third of the entries is parked.
        await ExecuteAsync(
            options,
            $"""
             INSERT INTO stream (namespace, routing_key, last) SELECT 'n', i::text, 25600 FROM generate_series(0, 99) i;
             INSERT INTO event_block (stream_id, last, count, time, better, worse, events)
             SELECT s.id, i * 256, 256, now(), 0, 0, decode(repeat('00', 300), 'hex') FROM stream s, generate_series(1, 100) i;
             INSERT INTO listener (uuid, owner, namespace, routing_key, user_key, group_uuid, lease_ticks, max_back_off_ticks, max_attempts,
                                   max_in_flight, created_ticks)
             SELECT u, u, 'n', (i % 100)::text, i::text, u, 1, 1, 1, 1, 1
             FROM generate_series(1, {Listeners}) i, LATERAL (SELECT md5(i::text)::uuid AS u) AS u;
             INSERT INTO listener_progress (listener, position, frontier) SELECT uuid, 1, 2560 FROM listener;
             INSERT INTO entry_row (listener, subject, attempts, parked, silenced, events)
             SELECT l.uuid, i::text, 1, i % 3 = 0, false, decode('0101' || '05' || repeat('11', 16) || '0161' || '904e' || '0100000000000000' || repeat('00', 60), 'hex')
             FROM listener l, generate_series(1, {entries}) i
             """);
        await using var source = DatabaseSource.ForStore(options, null);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await ExecuteAsync(connection, "ANALYZE");
        await ExecuteAsync(connection, "SET plan_cache_mode = force_generic_plan");
        await ExecuteAsync(connection, $"PREPARE look AS {SqlText.Get("Read/backlogs")}");
        await using var command = new NpgsqlCommand(
            $"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE look('00000000-0000-0000-0000-000000000000', true, {StoreLimits.MaxBatch})", connection);
        var explained = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(Cancellation))!).RootElement[0];
        var plan = explained.GetProperty("Plan");
        Assert.Equal(Listeners, plan.GetProperty("Actual Rows").GetDouble());
        var pages = plan.GetProperty("Shared Hit Blocks").GetInt32() + plan.GetProperty("Shared Read Blocks").GetInt32();
        TestContext.Current.TestOutputHelper!.WriteLine($"{pages} pages, {explained.GetProperty("Execution Time")} ms");
        Assert.InRange(pages, Listeners, Listeners * (20 + entries));
        await SharedServer.DropAsync(options);
    }

    [Theory]
    [InlineData("DROP INDEX object_reference_target", "Read/references", "object_reference")]
    [InlineData("DROP INDEX due_instant", "Read/due", "due")]
    [InlineData("ALTER TABLE event_block DROP CONSTRAINT event_block_pkey; DROP INDEX event_block_better; DROP INDEX event_block_worse", "Read/events", "event_block")]
    [InlineData("DROP INDEX unique_key_holder", "Lock/held_keys", "unique_key")]
    public async Task A_missing_index_would_be_seen(string drop, string statement, string table)
    {
        var options = await SharedServer.OptionsAsync();
        await Migrations.ApplyAsync(options, Cancellation);
        await ExecuteAsync(options, drop);
        await using var source = DatabaseSource.ForStore(options, null);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await ExecuteAsync(connection, "SET plan_cache_mode = force_generic_plan");
        Assert.Contains(table, WholeScans(await PlanAsync(connection, SqlText.Get(statement), 0), await LeadingAsync(connection)));
        await SharedServer.DropAsync(options);
    }

    [Theory]
    [InlineData("Read/events_better", "event_block_better", 10)]
    [InlineData("Read/events_worse", "event_block_worse", 20_000)]
    public async Task A_lane_is_found_by_its_own_index(string statement, string index, int rare)
    {
        var options = await SharedServer.OptionsAsync();
        await Migrations.ApplyAsync(options, Cancellation);
        await using var source = DatabaseSource.ForStore(options, null);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await ExecuteAsync(connection, "SET plan_cache_mode = force_generic_plan");

        // Few events of the lane among many others, and the other way round.
        foreach (var common in new[] { 10_000, rare })
        {
            await ExecuteAsync(
                connection,
                $"""
                 INSERT INTO event_block (stream_id, last, count, time, better, worse, events)
                 SELECT 1, (SELECT coalesce(max(last), 0) FROM event_block) + n, 1, now(), (p < 10000)::int, (p > 10000)::int, repeat('e', 20)::bytea
                 FROM generate_series(1, 5000) n, LATERAL (SELECT CASE WHEN n % 500 = 0 THEN {rare} ELSE {common} END AS p) AS p
                 """);
            await ExecuteAsync(connection, "ANALYZE event_block");
            var plan = await PlanAsync(connection, SqlText.Get(statement), common);
            Assert.Contains($"\"Index Name\": \"{index}\"", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Bitmap", plan, StringComparison.Ordinal); // A bitmap scan would read the whole lane before the first page.
        }

        await SharedServer.DropAsync(options);
    }

    /// <summary>
    /// The tables whose rows a plan reads all: by a sequential scan, or by an index without a condition on its leading column.
    /// </summary>
    private static IEnumerable<string> WholeScans(string plan, Dictionary<string, (string Table, string Column)> leading)
    {
        foreach (var node in Nodes(JsonDocument.Parse(plan).RootElement[0].GetProperty("Plan")))
        {
            if (node.GetProperty("Node Type").GetString() == "Seq Scan")
            {
                yield return node.GetProperty("Relation Name").GetString()!;
            }
            else if (node.TryGetProperty("Index Name", out var name) && leading[name.GetString()!] is var (table, column))
            {
                // In a comparison of rows, the first column is the one that the index must lead with.
                var condition = RowComparison().Replace(node.TryGetProperty("Index Cond", out var given) ? given.GetString()! : "", "$1");
                if (!Regex.IsMatch(condition, $@"\b{column}\b"))
                    yield return table;
            }
        }
    }

    /// <summary>The table of each index, and the index's leading column.</summary>
    private static async Task<Dictionary<string, (string Table, string Column)>> LeadingAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT i.indexrelid::regclass::text, i.indrelid::regclass::text, a.attname::text
            FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
            WHERE i.indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace)
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var leading = new Dictionary<string, (string, string)>();
        while (await reader.ReadAsync(Cancellation))
            leading.Add(reader.GetString(0), (reader.GetString(1), reader.GetString(2)));
        return leading;
    }

    /// <summary>How many pages a prepared statement reads.</summary>
    private static async Task<int> PagesAsync(NpgsqlConnection connection, string call)
    {
        await using var command = new NpgsqlCommand($"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE {call}", connection);
        var explained = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(Cancellation))!).RootElement[0];
        var plan = explained.GetProperty("Plan");
        var pages = plan.GetProperty("Shared Hit Blocks").GetInt32() + plan.GetProperty("Shared Read Blocks").GetInt32();
        TestContext.Current.TestOutputHelper?.WriteLine($"{call[..Math.Min(call.Length, 100)]}: {pages} pages, {explained.GetProperty("Execution Time")} ms");
        return pages;
    }

    private static IEnumerable<JsonElement> Nodes(JsonElement node) =>
        node.TryGetProperty("Plans", out var plans) ? plans.EnumerateArray().SelectMany(Nodes).Prepend(node) : [node];

    private static async Task<string> PlanAsync(NpgsqlConnection connection, string sql, int count)
    {
        var places = Parameter().Matches(sql).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        var parameters = places.DefaultIfEmpty(0).Max();
        await ExecuteAsync(connection, $"PREPARE plan_{count} AS {sql}");
        var values = parameters == 0 ? "" : $"({string.Join(", ", Enumerable.Repeat("NULL", parameters))})";
        await using var command = new NpgsqlCommand($"EXPLAIN (FORMAT JSON) EXECUTE plan_{count}{values}", connection);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancellation))
            lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    [GeneratedRegex(@"^(Lock|Write|Append|Read|Retention)/")]
    private static partial Regex Folder();

    [GeneratedRegex(@"ROW\((\w+)[^()]*\)")]
    private static partial Regex RowComparison();

    [GeneratedRegex(@"\$(\d+)")]
    private static partial Regex Parameter();
}
