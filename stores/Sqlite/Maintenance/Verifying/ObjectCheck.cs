using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Rows;

namespace MoCluster.Stores.Sqlite.Maintenance.Verifying;

/// <summary>
/// Compares objects with their registrations and with the tables that have no seal, which are indexes of what objects hold. It looks up each row that an object
/// should have. If a table has more rows than were found so, <see cref="StrayRows"/> finds those that belong to no object.
/// </summary>
/// <param name="connection">The connection, within a view.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class ObjectCheck(SqliteConnection connection, FoundProblems problems)
{
    private readonly SortedDictionary<string, long> _found = new(StringComparer.Ordinal)
    {
        ["due"] = 0, ["object_reference"] = 0, ["object_user_key"] = 0, ["older_registrations"] = 0, ["registration"] = 0, ["unique_key"] = 0,
    };

    /// <summary>Walks through the objects.</summary>
    /// <param name="rows">How many rows each table has.</param>
    public void Run(IReadOnlyDictionary<string, long> rows)
    {
        problems.Within("object", () =>
        {
            var row = connection.Statement("Verify/objects");
            try
            {
                while (row.Read())
                {
                    if (row.SealHolds(7))
                        Check(row);
                }
            }
            finally
            {
                row.Reset();
            }
        });
        var stray = new StrayRows(connection, problems);
        foreach (var (table, found) in _found)
        {
            if (rows.GetValueOrDefault(table) != found)
                problems.Within(table, () => stray.Find(table));
        }
    }

    private void Check(SqliteStatement row)
    {
        var key = new ObjectKey(row.Text(0), row.Uuid(1));
        var details = ObjectDetails.Read(row.Bytes(6));
        CheckRegistrations(key, row.Int64(2), RegistrationIds.Read(row.Bytes(5)), (row.Int64(3), row.Int64(4)));
        foreach (var userKey in details.UserKeys.Where(userKey => !OwnUserKey.IsOf(key, userKey)))
            Expect("object_user_key", connection.Statement("Verify/user_key").With(key.Type).With(userKey).With(key.Uuid), key, $"'{userKey}'");
        foreach (var due in details.Due)
            Expect("due", connection.Statement("Verify/due").With(due).With(key.Type).With(key.Uuid), key, $"{due:O}");
        foreach (var unique in details.Keys)
        {
            Expect(
                "unique_key", connection.Statement("Judge/key").With(unique.Scope).With(unique.Value), key, $"'{unique.Scope}' '{unique.Value}'",
                found => found.Text(0) == key.Type && found.Uuid(1) == key.Uuid);
        }

        for (var place = 0; place < details.References.Length; place++)
        {
            var reference = details.References[place];
            Expect(
                "object_reference",
                connection.Statement("Verify/reference")
                    .With(reference.Target.Type).With(reference.Target.Uuid).With(key.Type).With(key.Uuid).With(place),
                key, $"to {reference.Target}",
                found => found.Text(0) == reference.Field && new Validity(found.Instant(1), found.Instant(2)) == reference.Interval);
        }
    }

    private void CheckRegistrations(ObjectKey key, long number, List<long> recent, (long Ticks, long Operation) current)
    {
        var next = 1L;
        for (var place = 0; next <= number - recent.Count; place++)
        {
            var chunk = connection.Statement("Read/older_registrations").With(key.Type).With(key.Uuid).With(place)
                .All(row => row.SealHolds(4) ? RegistrationIds.Read(row.Bytes(3)) : []);
            if (chunk is not [{ Count: RegistrationIds.ChunkSize } ids])
            {
                problems.Add("older_registrations", $"{key}: the ids of the registrations {next} to {next + RegistrationIds.ChunkSize - 1} are missing");
                next += RegistrationIds.ChunkSize;
                continue;
            }

            _found["older_registrations"]++;
            foreach (var id in ids)
                CheckRegistration(key, next++, id, null);
        }

        if (next + recent.Count - 1 != number)
            problems.Add("object", $"{key}: it names {next + recent.Count - 1} registrations, but has {number}");
        foreach (var id in recent)
            CheckRegistration(key, next, id, next++ == number ? current : null);
    }

    private void CheckRegistration(ObjectKey key, long number, long id, (long Ticks, long Operation)? current) => Expect(
        "registration",
        connection.Statement("Verify/registration").With(id),
        key,
        $"number {number}, id {id}",
        found => found.Text(0) == key.Type && found.Uuid(1) == key.Uuid && found.Int64(2) == number
            && (current is not { } last || last == (found.Int64(3), found.Int64(4))));

    private void Expect(string table, SqliteStatement lookup, ObjectKey key, string what, Func<SqliteStatement, bool>? fits = null)
    {
        if (!lookup.Read())
        {
            problems.Add(table, $"{key}: the row of the object is missing ({what})");
            return;
        }

        if (fits?.Invoke(lookup) == false)
            problems.Add(table, $"{key}: the row is not what the object says ({what})");
        else
            _found[table]++;
        lookup.Reset();
    }
}
