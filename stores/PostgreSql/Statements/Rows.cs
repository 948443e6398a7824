using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using Npgsql;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql.Statements;

/// <summary>Reads the values of a row. The columns of a record are in the order in which the statements name them.</summary>
internal static class Rows
{
    /// <summary>How many columns a listener's definition has.</summary>
    public const int ListenerColumns = 16;

    /// <summary>An instant that the server gave.</summary>
    public static DateTimeOffset Time(NpgsqlDataReader row, int column) => new(row.GetDateTime(column));

    /// <summary>An instant that a caller chose, in ticks.</summary>
    public static DateTimeOffset Instant(NpgsqlDataReader row, int column) => Instant(row.GetInt64(column));

    /// <summary>An interval of ticks, in two columns.</summary>
    public static Validity Interval(NpgsqlDataReader row, int column) => new(Instant(row, column), Instant(row, column + 1));

    /// <summary>A multirange of ticks, as intervals.</summary>
    public static ImmutableArray<Validity> Intervals(NpgsqlDataReader row, int column)
    {
        var ranges = row.GetFieldValue<NpgsqlRange<long>[]>(column);
        var intervals = ImmutableArray.CreateBuilder<Validity>(ranges.Length);
        foreach (var range in ranges)
            intervals.Add(new Validity(Instant(range.LowerBound), Instant(range.UpperBound)));
        return intervals.MoveToImmutable();
    }

    /// <summary>A namespace.</summary>
    public static NamespaceDefinition Namespace(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetGuid(1), row.GetBoolean(2), row.GetInt64(3));

    /// <summary>A listener's definition.</summary>
    public static ListenerDefinition Listener(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetGuid(1),
        new StreamKey(row.GetString(2), row.GetString(3)),
        row.GetString(4),
        row.GetGuid(5),
        new ListenerPolicy(new TimeSpan(row.GetInt64(6)), new TimeSpan(row.GetInt64(7)), row.GetInt32(8), row.GetInt32(9)),
        Instant(row, 10),
        row.IsDBNull(11) ? null : new ListenerPause(Instant(row, 11), row.IsDBNull(12) ? null : row.GetString(12)),
        row.IsDBNull(13) ? null : new ListenerSuspension(Instant(row, 13), row.GetInt64(14), row.GetInt64(15)));

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);
}
