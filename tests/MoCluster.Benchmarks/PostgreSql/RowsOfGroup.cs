using Npgsql;

namespace MoCluster.Benchmarks.PostgreSql;

/// <summary>The rows that a group of mutations wrote, a column an array, and how bare Npgsql writes them again.</summary>
internal sealed class RowsOfGroup
{
    private readonly List<(string Table, Column[] Columns)> _tables = [];

    private RowsOfGroup(int objects) => Objects = objects;

    /// <summary>How many mutations the group is made of.</summary>
    public int Objects { get; }

    /// <summary>Reads the org units of a schema, so many a group.</summary>
    public static async Task<List<RowsOfGroup>> ReadAsync(NpgsqlDataSource source, string schema, string[] tables, int size)
    {
        var groups = new List<RowsOfGroup>();
        var uuids = new List<Guid>();
        await using (var command = source.CreateCommand($"SELECT uuid FROM {schema}.object WHERE type = 'org_unit' ORDER BY time, uuid LIMIT 20000"))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                uuids.Add(reader.GetGuid(0));
        }

        foreach (var table in tables.Append("event"))
        {
            await using var index = source.CreateCommand($"CREATE INDEX ON {schema}.{table} ({KeyOf(table)})");
            await index.ExecuteNonQueryAsync();
        }

        foreach (var chunk in uuids.Chunk(size))
        {
            var group = new RowsOfGroup(chunk.Length);
            foreach (var table in tables.Append("event"))
                await group.ReadAsync(source, schema, table, chunk);
            groups.Add(group);
        }

        return groups;
    }

    /// <summary>Writes them in one transaction and one flush: an INSERT a table, then the stream's row and the events.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, string schema)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        foreach (var (table, columns) in _tables)
        {
            if (table == "event")
            {
                var advance = new NpgsqlBatchCommand($"UPDATE {schema}.stream SET last = last + $1, last_time = clock_timestamp() WHERE id = 1 RETURNING last");
                advance.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Objects });
                batch.BatchCommands.Add(advance);
            }

            var insert = new NpgsqlBatchCommand(
                $"INSERT INTO {schema}.{table} ({string.Join(", ", columns.Select(column => column.Name))}) "
                + $"SELECT {string.Join(", ", columns.Select(column => column.Cast))} FROM unnest("
                + string.Join(", ", columns.Select((column, i) => $"${i + 1}::{column.Sent}[]")) + ") AS w ("
                + string.Join(", ", columns.Select(column => column.Name)) + ")");
            foreach (var column in columns)
                insert.Parameters.Add(new NpgsqlParameter { Value = column.Values });
            batch.BatchCommands.Add(insert);
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.PrepareAsync();
        await batch.ExecuteNonQueryAsync();
    }

    private static string KeyOf(string table) => table switch
    {
        "object_reference" => "source_uuid",
        "unique_key" => "holder_uuid",
        "event" => "object_uuid",
        _ => "uuid",
    };

    private async Task ReadAsync(NpgsqlDataSource source, string schema, string table, Guid[] uuids)
    {
        var (key, types) = (KeyOf(table), await TypesAsync(source, schema, table));
        var columns = new List<Column>();
        foreach (var (name, type) in types)
        {
            // Arrays and ranges travel as text, as an array of arrays of different lengths cannot.
            var sent = type.EndsWith("[]", StringComparison.Ordinal) || type.EndsWith("range", StringComparison.Ordinal) ? "text" : type;
            var aggregate = $"SELECT coalesce(array_agg({name}::{sent} ORDER BY {key}, ctid), '{{}}') FROM {schema}.{table} WHERE {key} = ANY ($1)";
            await using var command = source.CreateCommand(aggregate);
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = uuids });
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            columns.Add(new Column(name, sent, sent == type ? name : $"{name}::{type}", Nullable(reader, sent)));
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

    private static async Task<List<(string Name, string Type)>> TypesAsync(NpgsqlDataSource source, string schema, string table)
    {
        await using var command = source.CreateCommand(
            $"SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '{schema}.{table}'::regclass AND attnum > 0 ORDER BY attnum");
        await using var reader = await command.ExecuteReaderAsync();
        var types = new List<(string, string)>();
        while (await reader.ReadAsync())
            types.Add((reader.GetString(0), reader.GetString(1)));
        return types;
    }

    private sealed record Column(string Name, string Sent, string Cast, object Values);
}
