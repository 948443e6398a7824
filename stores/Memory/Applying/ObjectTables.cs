using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Memory.Applying;

/// <summary>Changes objects, and the rows that follow from their states, in a state of the store.</summary>
internal static class ObjectTables
{
    /// <summary>The state after a registration.</summary>
    public static StoreState Register(StoreState state, RegistrationWrite write, DateTimeOffset time)
    {
        var former = state.Objects.GetValueOrDefault(write.Object);
        var row = new ObjectRow(write.Object, write.Number, time, write.Operation, write.State, write.Presence);
        var registration = new RegistrationRow(write.Number, time, write.Actor, write.Operation, write.Note, write.State);
        var history = (former?.History ?? []).AddRange(Earlier(write, former)).Add(registration);
        var due = write.Due.Sort();
        return state with
        {
            Objects = state.Objects.SetItem(
                write.Object, new StoredObject(row, write.References, write.UserKeys, write.Keys, due, history)),
            Types = former is null ? Listed(state.Types, write.Object.Type, write.Object.Uuid) : state.Types,
            UserKeys = ReplaceUserKeys(state.UserKeys, write.Object, former?.UserKeys ?? [], write.UserKeys),
            Referrers = ReplaceReferences(state.Referrers, write.Object, former?.References ?? [], write.References),
            Keys = ReplaceKeys(state.Keys, write.Object, former?.Keys ?? [], write.Keys),
            Due = ReplaceDue(state.Due, write.Object, former?.Due ?? [], due),
        };
    }

    /// <summary>The registrations that come before one in its commit. None is before the current registration in time.</summary>
    public static IEnumerable<RegistrationRow> Earlier(RegistrationWrite write, StoredObject? former) => former is null
        ? write.Earlier
        : write.Earlier.Select(row => row.Time < former.Row.Time ? row with { Time = former.Row.Time } : row);

    /// <summary>The state after a due instant was struck.</summary>
    public static StoreState Strike(StoreState state, DueInstant due)
    {
        var struck = state with { Due = state.Due.Remove(due) };
        if (!state.Objects.TryGetValue(due.Object, out var stored))
            return struck;
        return struck with { Objects = state.Objects.SetItem(due.Object, stored with { Due = stored.Due.Remove(due.Instant) }) };
    }

    /// <summary>Adds a uuid to an index.</summary>
    public static ImmutableDictionary<TKey, ImmutableSortedSet<Guid>> Listed<TKey>(
        ImmutableDictionary<TKey, ImmutableSortedSet<Guid>> index, TKey key, Guid uuid)
        where TKey : notnull =>
        index.SetItem(key, (index.TryGetValue(key, out var uuids) ? uuids : []).Add(uuid));

    /// <summary>Removes a uuid from an index.</summary>
    public static ImmutableDictionary<TKey, ImmutableSortedSet<Guid>> Unlisted<TKey>(
        ImmutableDictionary<TKey, ImmutableSortedSet<Guid>> index, TKey key, Guid uuid)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var uuids))
            return index;
        var left = uuids.Remove(uuid);
        return left.IsEmpty ? index.Remove(key) : index.SetItem(key, left);
    }

    private static ImmutableDictionary<TypedUserKey, ImmutableSortedSet<Guid>> ReplaceUserKeys(
        ImmutableDictionary<TypedUserKey, ImmutableSortedSet<Guid>> index,
        ObjectKey holder,
        ImmutableArray<string> former,
        ImmutableArray<string> present)
    {
        foreach (var key in former)
        {
            if (!present.Contains(key))
                index = Unlisted(index, new TypedUserKey(holder.Type, key), holder.Uuid);
        }

        foreach (var key in present)
        {
            if (!former.Contains(key))
                index = Listed(index, new TypedUserKey(holder.Type, key), holder.Uuid);
        }

        return index;
    }

    private static ImmutableDictionary<ObjectKey, ImmutableSortedDictionary<ObjectKey, ImmutableArray<Reference>>> ReplaceReferences(
        ImmutableDictionary<ObjectKey, ImmutableSortedDictionary<ObjectKey, ImmutableArray<Reference>>> index,
        ObjectKey source,
        ImmutableArray<Reference> former,
        ImmutableArray<Reference> present)
    {
        if (former.SequenceEqual(present))
            return index;

        foreach (var target in former.Select(reference => reference.Target).Distinct())
        {
            if (present.Any(reference => reference.Target == target) || !index.TryGetValue(target, out var referrers))
                continue;
            var left = referrers.Remove(source);
            index = left.IsEmpty ? index.Remove(target) : index.SetItem(target, left);
        }

        foreach (var references in present.GroupBy(reference => reference.Target))
        {
            var referrers = index.TryGetValue(references.Key, out var known)
                ? known
                : ImmutableSortedDictionary<ObjectKey, ImmutableArray<Reference>>.Empty;
            index = index.SetItem(references.Key, referrers.SetItem(source, [.. references]));
        }

        return index;
    }

    private static ImmutableDictionary<UniqueKey, ObjectKey> ReplaceKeys(
        ImmutableDictionary<UniqueKey, ObjectKey> index,
        ObjectKey holder,
        ImmutableArray<UniqueKey> former,
        ImmutableArray<UniqueKey> present)
    {
        foreach (var key in former)
        {
            // Another object of the same commit may have taken the key already.
            if (!present.Contains(key) && index.TryGetValue(key, out var current) && current == holder)
                index = index.Remove(key);
        }

        foreach (var key in present)
            index = index.SetItem(key, holder);
        return index;
    }

    private static ImmutableSortedSet<DueInstant> ReplaceDue(
        ImmutableSortedSet<DueInstant> index,
        ObjectKey holder,
        ImmutableArray<DateTimeOffset> former,
        ImmutableArray<DateTimeOffset> present)
    {
        foreach (var instant in former)
            index = index.Remove(new DueInstant(holder, instant));
        foreach (var instant in present)
            index = index.Add(new DueInstant(holder, instant));
        return index;
    }
}
