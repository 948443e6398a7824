using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Stores.Formats;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Rows;

namespace MoCluster.Stores.Sqlite.Writing;

/// <summary>Writes the objects that a batch changed: their new registrations, their rows, and the differences in the indexes.</summary>
/// <param name="connection">The writing connection.</param>
/// <param name="lastRegistration">The highest id of a registration so far.</param>
internal sealed class ObjectRows(SqliteConnection connection, long lastRegistration)
{
    private readonly RowWriter _writer = new();
    private long _lastRegistration = lastRegistration;

    /// <summary>Writes the objects of a batch.</summary>
    public void Write(WriteBatch batch)
    {
        // What is given up goes first, because another object of the batch may have taken it.
        foreach (var key in batch.Objects)
            Drop(key, batch.Loader.Former(key)?.Stored, batch.State.Objects[key]);
        foreach (var key in batch.Objects)
        {
            var former = batch.Loader.Former(key);
            Put(key, former?.Stored, batch.State.Objects[key]);
            WriteObject(key, former, batch.State.Objects[key]);
        }
    }

    private void Drop(ObjectKey key, StoredObject? former, StoredObject stored)
    {
        if (former is null)
            return;
        foreach (var gone in former.UserKeys.Without(stored.UserKeys).Where(userKey => !OwnUserKey.IsOf(key, userKey)))
            connection.Statement("Write/drop_user_key").With(key.Type).With(gone).With(key.Uuid).Run();
        foreach (var gone in former.Keys.Without(stored.Keys))
            connection.Statement("Write/drop_key").With(gone.Scope).With(gone.Value).Run();
        foreach (var gone in former.Due.Without(stored.Due))
            connection.Statement("Write/drop_due").With(gone).With(key.Type).With(key.Uuid).Run();
        for (var place = 0; place < former.References.Length; place++)
        {
            if (place < stored.References.Length && stored.References[place] == former.References[place])
                continue;
            var target = former.References[place].Target;
            connection.Statement("Write/drop_reference")
                .With(target.Type).With(target.Uuid).With(key.Type).With(key.Uuid).With(place).Run();
        }
    }

    private void Put(ObjectKey key, StoredObject? former, StoredObject stored)
    {
        foreach (var taken in stored.UserKeys.Without(former?.UserKeys ?? []).Where(userKey => !OwnUserKey.IsOf(key, userKey)))
            connection.Statement("Write/put_user_key").With(key.Type).With(taken).With(key.Uuid).Run();
        foreach (var taken in stored.Keys.Without(former?.Keys ?? []))
            connection.Statement("Write/put_key").With(taken.Scope).With(taken.Value).With(key.Type).With(key.Uuid).Run();
        foreach (var due in stored.Due.Without(former?.Due ?? []))
            connection.Statement("Write/put_due").With(due).With(key.Type).With(key.Uuid).Run();
        for (var place = 0; place < stored.References.Length; place++)
        {
            if (former is not null && place < former.References.Length && stored.References[place] == former.References[place])
                continue;
            var reference = stored.References[place];
            connection.Statement("Write/put_reference")
                .With(reference.Target.Type).With(reference.Target.Uuid).With(key.Type).With(key.Uuid).With(place)
                .With(reference.Field).With(reference.Interval.From).With(reference.Interval.To).Run();
        }
    }

    private void WriteObject(ObjectKey key, FormerObject? former, StoredObject stored)
    {
        var ids = former?.RegistrationIds ?? [];
        foreach (var registration in stored.History)
        {
            Append(key, registration);
            ids.Add(_lastRegistration);
            if (ids.Count < 2 * RegistrationIds.ChunkSize)
                continue;
            WriteOlder(key, (registration.Number / RegistrationIds.ChunkSize) - 2, ids);
        }

        var details = new ObjectDetails(stored.Row.Presence, stored.References, stored.UserKeys, stored.Keys, stored.Due);
        connection.Statement("Write/put_object")
            .With(key.Type).With(key.Uuid).With(stored.Row.Number).With(stored.Row.Time).With((long)stored.Row.Operation)
            .With(RegistrationIds.Write(_writer, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(ids)))
            .With(details.Write(_writer))
            .Seal().Run();
    }

    private void Append(ObjectKey key, RegistrationRow registration) => connection.Statement("Write/append_registration")
        .With(++_lastRegistration).With(key.Type).With(key.Uuid).With(registration.Number).With(registration.Time).With(registration.Actor)
        .With((long)registration.Operation).With(registration.Note).With(registration.State.AsSpan()).Seal().Run();

    /// <summary>Moves the first ids of the list into a row of their own.</summary>
    private void WriteOlder(ObjectKey key, long place, List<long> ids)
    {
        var older = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(ids)[..RegistrationIds.ChunkSize];
        connection.Statement("Write/put_older_registrations")
            .With(key.Type).With(key.Uuid).With(place).With(RegistrationIds.Write(_writer, older)).Seal().Run();
        ids.RemoveRange(0, RegistrationIds.ChunkSize);
    }
}
