using System.Globalization;
using System.Text.RegularExpressions;
using MoCluster.Stores.PostgreSql;
using Npgsql;

namespace MoCluster.Conformance.PostgreSql;

/// <summary>No statement that runs for a commit or a read looks at a whole table, however its plan came about.</summary>
public sealed partial class PlanTests : DatabaseTests
{
    /// <summary>What reads a table that is small by nature, as a whole and on purpose.</summary>
    private static readonly Dictionary<string, string> Whole = new()
    {
        ["Read/last_groups"] = "commit_group",
        ["Read/server"] = "incarnation",
        ["Retention/trim_groups"] = "commit_group",
        ["Read/all_heads"] = "",
    };

    [Fact]
    public async Task Every_statement_is_served_by_indexes()
    {
        var options = await SharedServer.OptionsAsync();
        await Migrations.ApplyAsync(options, Cancellation);
        await using var source = DatabaseSource.ForStore(options, null);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await ExecuteAsync(connection, "SET plan_cache_mode = force_generic_plan");
        var planned = 0;
        foreach (var name in SqlText.Names.Where(name => Folder().IsMatch(name)))
        {
            var plan = await PlanAsync(connection, SqlText.Get(name), planned++);
            var scanned = Scan().Matches(plan).Select(match => match.Groups[1].Value).Except([Whole.GetValueOrDefault(name)]).ToList();
            Assert.True(scanned.Count == 0, $"{name} scans {string.Join(", ", scanned)}:\n{plan}");
        }

        Assert.InRange(planned, 70, 200);
        await SharedServer.DropAsync(options);
    }

    [Fact]
    public async Task A_missing_index_would_be_seen()
    {
        var options = await SharedServer.OptionsAsync();
        await Migrations.ApplyAsync(options, Cancellation);
        await ExecuteAsync(options, "DROP INDEX object_reference_target");
        await using var source = DatabaseSource.ForStore(options, null);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await ExecuteAsync(connection, "SET plan_cache_mode = force_generic_plan");
        Assert.Matches(Scan(), await PlanAsync(connection, SqlText.Get("Read/references"), 0));
        await SharedServer.DropAsync(options);
    }

    private static async Task<string> PlanAsync(NpgsqlConnection connection, string sql, int count)
    {
        var places = Parameter().Matches(sql).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        var parameters = places.DefaultIfEmpty(0).Max();
        await ExecuteAsync(connection, $"PREPARE plan_{count} AS {sql}");
        var values = parameters == 0 ? "" : $"({string.Join(", ", Enumerable.Repeat("NULL", parameters))})";
        await using var command = new NpgsqlCommand($"EXPLAIN EXECUTE plan_{count}{values}", connection);
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

    [GeneratedRegex(@"Seq Scan on (\w+)")]
    private static partial Regex Scan();

    [GeneratedRegex(@"\$(\d+)")]
    private static partial Regex Parameter();
}
