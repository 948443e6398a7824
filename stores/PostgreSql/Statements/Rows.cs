using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using Npgsql;

namespace MoCluster.Stores.PostgreSql.Statements;

/// <summary>Rows as the records that they hold; the columns stand in the order in which the statements name them.</summary>
internal static class Rows
{
    /// <summary>How many columns a listener's definition has.</summary>
    public const int ListenerColumns = 16;

    /// <summary>An instant that the server gave.</summary>
    public static DateTimeOffset Time(NpgsqlDataReader row, int column) => new(row.GetDateTime(column));

    /// <summary>An interval of ticks, in two columns.</summary>
    public static Validity Interval(NpgsqlDataReader row, int column) =>
        new(Texts.Instant(row.GetInt64(column)), Texts.Instant(row.GetInt64(column + 1)));

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
        Texts.Instant(row.GetInt64(10)),
        row.IsDBNull(11) ? null : new ListenerPause(Texts.Instant(row.GetInt64(11)), row.IsDBNull(12) ? null : row.GetString(12)),
        row.IsDBNull(13) ? null : new ListenerSuspension(Texts.Instant(row.GetInt64(13)), row.GetInt64(14), row.GetInt64(15)));
}
