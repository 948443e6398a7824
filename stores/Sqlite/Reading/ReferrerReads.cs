using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Stores.Sqlite.Connections;

namespace MoCluster.Stores.Sqlite.Reading;

/// <summary>Finds objects by what they refer to, and by their unique keys.</summary>
internal static class ReferrerReads
{
    /// <summary>Reads the references to objects, in the order of the objects, then by the objects that refer to them.</summary>
    public static ImmutableArray<ReferenceRow> References(
        SqliteConnection connection, ImmutableArray<ObjectKey> targets, Validity interval, int limit) => connection.InOneView(() =>
    {
        var found = ImmutableArray.CreateBuilder<ReferenceRow>();
        foreach (var target in targets)
        {
            if (found.Count >= limit)
                break;
            var row = connection.Statement("Read/references")
                .With(target.Type).With(target.Uuid).With(interval.From).With(interval.To).With(limit - found.Count);
            while (row.Read())
            {
                found.Add(new ReferenceRow(
                    new ObjectKey(row.Text(0), row.Uuid(1)),
                    new Reference(row.Text(2), target, new Validity(row.Instant(3), row.Instant(4)))));
            }
        }

        return found.DrainToImmutable();
    });

    /// <summary>Reads those who refer to objects, in the order of the objects, then ascending.</summary>
    public static ImmutableArray<Referrer> Referrers(SqliteConnection connection, ReferrerQuery query) => connection.InOneView(() =>
    {
        var found = ImmutableArray.CreateBuilder<Referrer>();
        foreach (var place in query.Targets)
        {
            var row = connection.Statement(place.After is null ? "Read/referrers" : "Read/referrers_after")
                .With(query.TargetType).With(place.Target).With(query.SourceType).With(query.Field)
                .With(query.Interval.From).With(query.Interval.To).With(query.Limit);
            if (place.After is { } after)
                row.With(after);
            while (row.Read())
                found.Add(new Referrer(place.Target, row.Uuid(0)));
        }

        return found.DrainToImmutable();
    });

    /// <summary>Reads the holders of unique keys, in the order of the values.</summary>
    public static ImmutableArray<ObjectKey?> Holders(SqliteConnection connection, string scope, ImmutableArray<string> values) =>
        connection.InOneView(() => ImmutableArray.CreateRange(values, value => connection.Statement("Read/holder").With(scope).With(value)
            .First(row => (ObjectKey?)new ObjectKey(row.Text(0), row.Uuid(1)))));
}
