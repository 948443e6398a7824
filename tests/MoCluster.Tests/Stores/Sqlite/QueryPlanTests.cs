using MoCluster.Stores;
using SQLitePCL;

namespace MoCluster.Tests.Stores.Sqlite;

/// <summary>Each statement finds its rows by an index: none walks a table that grows with the data, and none sorts.</summary>
public sealed class QueryPlanTests
{
    private static readonly SqlFiles Statements = new("Sqlite");

    [Fact]
    public void No_statement_walks_a_table_that_grows()
    {
        using var database = EmptyDatabase();
        var problems = new List<string>();
        var steps = 0;
        foreach (var name in Statements.Names.Where(name => !name.StartsWith("Migrations/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var sql = Statements.Get(name);
            foreach (var step in sql is "BEGIN" or "END" or "BEGIN IMMEDIATE" or "COMMIT" or "ROLLBACK" ? [] : Explain(database, sql))
            {
                steps++;
                if (!IsAllowed(name, step))
                    problems.Add($"{name}: {step}");
            }
        }

        Assert.True(steps > 50, $"only {steps} steps were found");
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("SELECT * FROM object WHERE uuid = ?1")]
    [InlineData("SELECT * FROM registration WHERE type = ?1 AND uuid = ?2")]
    [InlineData("SELECT 1 FROM event_block WHERE ticks > ?1")]
    [InlineData("SELECT 1 FROM kept_result WHERE caller = ?1 ORDER BY ticks")]
    public void A_statement_without_an_index_is_found(string sql)
    {
        using var database = EmptyDatabase();
        Assert.Contains(Explain(database, sql), step => !IsAllowed("Read/example", step));
    }

    /// <summary>
    /// A start reads the tables that stay in memory whole, and a verification all. Entry rows are counted from an index that holds no more than the
    /// counts need.
    /// </summary>
    private static bool IsAllowed(string statement, string step) =>
        step.StartsWith("SEARCH ", StringComparison.Ordinal)
        || (statement.StartsWith("Load/", StringComparison.Ordinal) && step.StartsWith("SCAN ", StringComparison.Ordinal))
        || (statement.StartsWith("Verify/", StringComparison.Ordinal) && !step.Contains("AUTOMATIC", StringComparison.Ordinal))
        || (statement == "Read/waiting" && step == "SCAN entry_row USING COVERING INDEX entry_row_standing")
        || step.StartsWith("LIST SUBQUERY", StringComparison.Ordinal)
        || step == "SCAN CONSTANT ROW";

    private static sqlite3 EmptyDatabase()
    {
        Batteries_V2.Init();
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(":memory:", out var database));
        foreach (var (_, _, sql) in Statements.Migrations)
            Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(database, sql));
        return database;
    }

    private static List<string> Explain(sqlite3 database, string sql)
    {
        var code = raw.sqlite3_prepare_v2(database, "EXPLAIN QUERY PLAN " + sql, out var plan);
        Assert.True(code == raw.SQLITE_OK, $"{raw.sqlite3_errmsg(database).utf8_to_string()}: {sql}");
        using (plan)
        {
            var steps = new List<string>();
            while (raw.sqlite3_step(plan) == raw.SQLITE_ROW)
                steps.Add(raw.sqlite3_column_text(plan, 3).utf8_to_string());
            return steps;
        }
    }
}
