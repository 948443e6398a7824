using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Stores.Memory.Applying;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.PostgreSql.Statements;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql.Writing;

/// <summary>
/// The registrations of a batch and the rows that follow from them, as columns of the statements that write them. Rows that do not change are not
/// written.
/// </summary>
internal sealed class ObjectColumns
{
    private readonly ObjectRows _new = new();
    private readonly ObjectRows _changed = new();
    private readonly List<Guid> _actor = [];
    private readonly List<string?> _note = [];
    private readonly List<byte[]> _state = [];
    private readonly ObjectRows _registrations = new();
    private readonly List<(ObjectKey Object, string UserKey)> _userKeysGone = [];
    private readonly List<(ObjectKey Object, string UserKey)> _userKeys = [];
    private readonly List<ObjectKey> _referencesGone = [];
    private readonly List<(ObjectKey Source, int Place, Reference Reference)> _references = [];
    private readonly List<UniqueKey> _keysGone = [];
    private readonly List<(UniqueKey Key, ObjectKey Holder)> _keys = [];
    private readonly List<DueInstant> _dueGone = [];
    private readonly List<DueInstant> _due = [];

    /// <summary>Adds the registrations and struck due instants of a commit.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="given">The commit's assignment.</param>
    /// <param name="former">The state before the batch. At most one commit of a batch writes an object.</param>
    public void Add(Commit commit, Assignment given, StoreState former)
    {
        for (var i = 0; i < commit.Registrations.Length; i++)
        {
            var write = commit.Registrations[i];
            var time = given.RegistrationTimes[i].UtcDateTime;
            var stored = former.Objects.GetValueOrDefault(write.Object);
            (stored is null ? _new : _changed).Add(write, time);
            foreach (var row in ObjectTables.Earlier(write, stored))
                AddRegistration(write with { Number = row.Number, Operation = row.Operation, Actor = row.Actor, Note = row.Note, State = row.State }, row.Time.UtcDateTime);
            AddRegistration(write, time);
            AddDerived(write, stored);
            AddDue(commit, write, stored);
        }

        foreach (var struck in commit.Struck)
        {
            if (!commit.Registrations.Any(write => write.Object == struck.Object))
                _dueGone.Add(struck);
        }
    }

    /// <summary>Adds the statements that write them.</summary>
    public void AddTo(StatementBatch statements)
    {
        _new.AddTo(statements, "Write/insert_objects", true);
        _changed.AddTo(statements, "Write/update_objects", true);
        if (_registrations.Any)
        {
            var registrations = _registrations.Of("Write/insert_registrations", false).With(_actor).With(_note).With(_state);
            statements.Add(registrations);
        }

        AddUserKeys(statements, "Write/delete_user_keys", _userKeysGone);
        AddUserKeys(statements, "Write/insert_user_keys", _userKeys);
        AddReferences(statements);
        AddKeys(statements);
        AddDue(statements, "Write/delete_due", _dueGone);
        AddDue(statements, "Write/insert_due", _due);
    }

    private void AddRegistration(RegistrationWrite write, DateTime time)
    {
        _registrations.Add(write, time);
        _actor.Add(write.Actor);
        _note.Add(write.Note);
        _state.Add(ImmutableCollectionsMarshal.AsArray(write.State)!);
    }

    private void AddDerived(RegistrationWrite write, StoredObject? stored)
    {
        foreach (var key in (stored?.UserKeys ?? []).Without(write.UserKeys))
            _userKeysGone.Add((write.Object, key));
        foreach (var key in write.UserKeys.Without(stored?.UserKeys ?? []))
            _userKeys.Add((write.Object, key));
        _keysGone.AddRange((stored?.Keys ?? []).Without(write.Keys).AsSpan());
        foreach (var key in write.Keys.Without(stored?.Keys ?? []))
            _keys.Add((key, write.Object));
        if (stored is not null && stored.References.AsSpan().SequenceEqual(write.References.AsSpan()))
            return;
        if (stored is { References.IsEmpty: false })
            _referencesGone.Add(write.Object);
        for (var place = 0; place < write.References.Length; place++)
            _references.Add((write.Object, place, write.References[place]));
    }

    private void AddDue(Commit commit, RegistrationWrite write, StoredObject? stored)
    {
        // A commit strikes due instants after its registration replaced them.
        var left = commit.Struck.IsEmpty
            ? write.Due
            : write.Due.Without([.. commit.Struck.Where(struck => struck.Object == write.Object).Select(struck => struck.Instant)]);
        foreach (var instant in (stored?.Due ?? []).Without(left))
            _dueGone.Add(new DueInstant(write.Object, instant));
        foreach (var instant in left.Without(stored?.Due ?? []))
            _due.Add(new DueInstant(write.Object, instant));
    }

    private static void AddUserKeys(StatementBatch statements, string statement, List<(ObjectKey Object, string UserKey)> keys)
    {
        if (keys.Count > 0)
        {
            statements.Add(Statement.Of(statement)
                .With(keys.Select(key => key.Object.Type).ToArray())
                .With(keys.Select(key => key.UserKey).ToArray())
                .With(keys.Select(key => key.Object.Uuid).ToArray()));
        }
    }

    private void AddReferences(StatementBatch statements)
    {
        if (_referencesGone.Count > 0)
        {
            statements.Add(Statement.Of("Write/delete_references")
                .With(_referencesGone.Select(key => key.Type).ToArray())
                .With(_referencesGone.Select(key => key.Uuid).ToArray()));
        }

        if (_references.Count > 0)
        {
            statements.Add(Statement.Of("Write/insert_references")
                .With(_references.Select(row => row.Source.Type).ToArray())
                .With(_references.Select(row => row.Source.Uuid).ToArray())
                .With(_references.Select(row => row.Place).ToArray())
                .With(_references.Select(row => row.Reference.Field).ToArray())
                .With(_references.Select(row => row.Reference.Target.Type).ToArray())
                .With(_references.Select(row => row.Reference.Target.Uuid).ToArray())
                .With(_references.Select(row => row.Reference.Interval.From.UtcTicks).ToArray())
                .With(_references.Select(row => row.Reference.Interval.To.UtcTicks).ToArray()));
        }
    }

    private void AddKeys(StatementBatch statements)
    {
        if (_keysGone.Count > 0)
        {
            statements.Add(Statement.Of("Write/delete_keys")
                .With(_keysGone.Select(key => key.Scope).ToArray())
                .With(_keysGone.Select(key => key.Value).ToArray()));
        }

        if (_keys.Count > 0)
        {
            // Every silo inserts in this order, so that two silos that take the same free keys never wait for each other in a circle.
            var ordered = _keys
                .OrderBy(key => key.Key.Scope, StringComparer.Ordinal)
                .ThenBy(key => key.Key.Value, StringComparer.Ordinal)
                .ToList();
            statements.Add(Statement.Of("Write/insert_keys")
                .With(ordered.Select(key => key.Key.Scope).ToArray())
                .With(ordered.Select(key => key.Key.Value).ToArray())
                .With(ordered.Select(key => key.Holder.Type).ToArray())
                .With(ordered.Select(key => key.Holder.Uuid).ToArray()));
        }
    }

    private static void AddDue(StatementBatch statements, string statement, List<DueInstant> due)
    {
        if (due.Count > 0)
        {
            statements.Add(Statement.Of(statement)
                .With(due.Select(row => row.Object.Type).ToArray())
                .With(due.Select(row => row.Object.Uuid).ToArray())
                .With(due.Select(row => row.Instant.UtcTicks).ToArray()));
        }
    }

    /// <summary>The columns that objects and registrations have in common.</summary>
    private sealed class ObjectRows
    {
        private readonly List<(RegistrationWrite Write, DateTime Time)> _rows = [];

        public bool Any => _rows.Count > 0;

        public void Add(RegistrationWrite write, DateTime time) => _rows.Add((write, time));

        public void AddTo(StatementBatch statements, string statement, bool ordered)
        {
            if (Any)
                statements.Add(Of(statement, ordered));
        }

        public Npgsql.NpgsqlBatchCommand Of(string statement, bool current)
        {
            // Another silo may insert the same new rows, so every silo inserts in this order.
            var rows = current ? _rows.OrderBy(row => row.Write.Object).ToList() : _rows;
            var command = Statement.Of(statement)
                .With(rows.Select(row => row.Write.Object.Type).ToArray())
                .With(rows.Select(row => row.Write.Object.Uuid).ToArray())
                .With(rows.Select(row => row.Write.Number).ToArray())
                .With(rows.Select(row => row.Time).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
                .With(rows.Select(row => (short)row.Write.Operation).ToArray());
            return current
                ? command
                    .With(rows.Select(row => SqlLiteral.Multirange(row.Write.Presence)).ToArray())
                    .With(rows.Select(row => SqlLiteral.TextArray(row.Write.UserKeys)).ToArray())
                : command;
        }
    }
}
