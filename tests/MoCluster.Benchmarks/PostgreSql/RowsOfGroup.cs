using Npgsql;

namespace MoCluster.Benchmarks.PostgreSql;

/// <summary>The rows that a group of mutations wrote, a column an array, and how bare Npgsql writes them again.</summary>
internal sealed class RowsOfGroup
{
    private const string Events = "event_page";
    private readonly List<(string Table, Column[] Columns)> _tables = [];

    private RowsOfGroup(int mutations) => Mutations = mutations;

    /// <summary>How many mutations the group is made of.</summary>
    public int Mutations { get; }

    /// <summary>
    /// Makes equal tables beside those of the silo, with the same rows but for those of the last mutations of a kind, and reads these.
    /// </summary>
    /// <param name="source">The database.</param>
    /// <param name="schema">The silo's schema.</param>
    /// <param name="bare">The schema to make.</param>
    /// <param name="edits">Whether edits are meant; else creates.</param>
    /// <param name="size">How many mutations a group has.</param>
    /// <param name="most">How many mutations at most.</param>
    public static async Task<Queue<RowsOfGroup>> TakeAsync(NpgsqlDataSource source, string schema, string bare, bool edits, int size, int most)
    {
        await ExecuteAsync(source, $"""
            CREATE SCHEMA {bare};
            CREATE TABLE {bare}.picked AS
              SELECT uuid, number, time, (row_number() OVER (ORDER BY time, uuid) - 1) / {size} AS batch
              FROM (SELECT uuid, number, time FROM {schema}.object_registration
                    WHERE type = 'org_unit' AND number {(edits ? ">" : "=")} 1 ORDER BY time DESC, uuid LIMIT {most}) AS last;
            CREATE TABLE {bare}.stream (LIKE {schema}.stream INCLUDING ALL);
            INSERT INTO {bare}.stream (namespace, routing_key) VALUES ('MO', 'org_unit');
            """);
        var groups = new Queue<RowsOfGroup>();
        foreach (var (table, count) in await ListAsync(source, $"SELECT 'picked', count(*)::int FROM {bare}.picked GROUP BY batch ORDER BY batch", row => (row.GetString(0), row.GetInt32(1))))
            groups.Enqueue(new RowsOfGroup(count));
        await ExecuteAsync(source, $"""
            CREATE TABLE {bare}.written AS
              SELECT row_number() OVER (ORDER BY last) - 1 AS batch, stream_id, last
              FROM {schema}.event_page
              WHERE stream_id = (SELECT id FROM {schema}.stream WHERE namespace = 'MO' AND routing_key = 'org_unit')
                AND time BETWEEN (SELECT min(time) FROM {bare}.picked) AND (SELECT max(time) FROM {bare}.picked);
            """);
        foreach (var (table, picked, key) in TablesOf(edits))
        {
            // An edit updates the object's own row, so the row must be there before.
            var before = edits && table == "object" ? "" : $"WHERE NOT EXISTS (SELECT FROM {bare}.{picked} p WHERE {key})";
            await ExecuteAsync(source, $"""
                CREATE TABLE {bare}.{table} (LIKE {schema}.{table} INCLUDING ALL);
                INSERT INTO {bare}.{table} SELECT t.* FROM {schema}.{table} t {before};
                ANALYZE {bare}.{table};
                CREATE TABLE {bare}.{table}_rows AS SELECT p.batch, t.* FROM {schema}.{table} t JOIN {bare}.{picked} p ON {key};
                CREATE INDEX ON {bare}.{table}_rows (batch);
                """);
            var types = await ListAsync(
                source,
                $"SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '{schema}.{table}'::regclass AND attnum > 0 ORDER BY attnum",
                row => (row.GetString(0), row.GetString(1)));
            var batch = 0;
            foreach (var group in groups)
                await group.ReadAsync(source, bare, table, types, batch++);
        }

        return groups;
    }

    /// <summary>Writes them in one transaction and one flush: a statement a table, then the stream's row and the events.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, string schema)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        foreach (var (table, columns) in _tables)
        {
            if (table == Events)
            {
                var advance = new NpgsqlBatchCommand($"UPDATE {schema}.stream SET last = last + $1, last_time = clock_timestamp() WHERE id = 1 RETURNING last");
                advance.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Mutations });
                batch.BatchCommands.Add(advance);
            }

            var names = string.Join(", ", columns.Select(column => column.Name));
            var values = $"unnest({string.Join(", ", columns.Select((column, i) => $"${i + 1}::{column.Sent}[]"))}) AS w ({names})";
            var write = new NpgsqlBatchCommand(table == "object" && _tables.All(other => other.Table != "object_user_key")
                ? $"UPDATE {schema}.object o SET {string.Join(", ", columns.Skip(2).Select(column => $"{column.Name} = w.{column.Cast}"))} FROM {values} WHERE o.type = w.type AND o.uuid = w.uuid"
                : $"INSERT INTO {schema}.{table} ({names}) SELECT {string.Join(", ", columns.Select(column => column.Cast))} FROM {values}");
            foreach (var column in columns)
                write.Parameters.Add(new NpgsqlParameter { Value = column.Values });
            batch.BatchCommands.Add(write);
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.PrepareAsync();
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// The tables that a mutation writes rows into, and which rows are those of one that was picked. The events come last: of them the
    /// pages that were written in that time, one a group, which differ in size as the groups did.
    /// </summary>
    private static (string Table, string Picked, string Key)[] TablesOf(bool edits)
    {
        const string Own = "t.uuid = p.uuid";
        (string, string)[] derived = edits
            ? []
            : [("object_user_key", Own), ("object_reference", "t.source_uuid = p.uuid"), ("unique_key", "t.holder_uuid = p.uuid"), ("due", Own)];
        (string Table, string Key)[] tables = [("object", Own), ("object_registration", "t.uuid = p.uuid AND t.number = p.number"), .. derived];
        return [.. tables.Select(table => (table.Table, "picked", table.Key)), (Events, "written", "t.stream_id = p.stream_id AND t.last = p.last")];
    }

    private async Task ReadAsync(NpgsqlDataSource source, string bare, string table, List<(string Name, string Type)> types, int batch)
    {
        var columns = new List<Column>();
        foreach (var (name, type) in types)
        {
            // Arrays and ranges are sent as text, because an array cannot hold arrays of different lengths.
            var sent = type.EndsWith("[]", StringComparison.Ordinal) || type.EndsWith("range", StringComparison.Ordinal) ? "text" : type;
            var values = await ListAsync(
                source, $"SELECT coalesce(array_agg({name}::{sent} ORDER BY ctid), '{{}}') FROM {bare}.{table}_rows WHERE batch = {batch}", row => Nullable(row, sent));
            columns.Add(new Column(name, sent, sent == type ? name : $"{name}::{type}", values[0]));
        }

        if (((Array)columns[0].Values).Length > 0)
            _tables.Add((table, [.. columns]));
    }

    private static object Nullable(NpgsqlDataReader reader, string type) => type switch
    {
        "integer" => reader.GetFieldValue<int?[]>(0),
        "bigint" => reader.GetFieldValue<long?[]>(0),
        "smallint" => reader.GetFieldValue<short?[]>(0),
        "uuid" => reader.GetFieldValue<Guid?[]>(0),
        "timestamp with time zone" => reader.GetFieldValue<DateTime?[]>(0),
        "bytea" => reader.GetFieldValue<byte[]?[]>(0),
        "boolean" => reader.GetFieldValue<bool?[]>(0),
        _ => reader.GetFieldValue<string?[]>(0),
    };

    private static async Task<List<T>> ListAsync<T>(NpgsqlDataSource source, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private sealed record Column(string Name, string Sent, string Cast, object Values);
}
