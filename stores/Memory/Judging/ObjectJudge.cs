using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Memory.Judging;

/// <summary>
/// Judges what a commit changes and demands of objects, on the state before it. Where the port says so, the commit's own registrations count already.
/// </summary>
internal sealed class ObjectJudge
{
    private readonly StoreState _state;
    private readonly ImmutableArray<RegistrationWrite> _writes;
    private readonly Dictionary<ObjectKey, RegistrationWrite>? _written;

    /// <summary>The first object of the commit that takes a key, by the key.</summary>
    private readonly Dictionary<UniqueKey, ObjectKey>? _taken;

    /// <summary>Makes a judge for one commit.</summary>
    public ObjectJudge(StoreState state, ImmutableArray<RegistrationWrite> writes)
    {
        _state = state;
        _writes = writes;
        if (writes.IsEmpty)
            return;

        _written = writes.ToDictionary(write => write.Object);
        _taken = [];
        foreach (var write in writes)
        {
            foreach (var key in write.Keys)
                _taken.TryAdd(key, write.Object);
        }
    }

    /// <summary>The refusal by the first implied precondition of the registrations that does not hold; null if all hold.</summary>
    public CommitRefusal? Refuse()
    {
        foreach (var write in _writes)
        {
            if (At(new Precondition.ObjectAt(write.Object, write.Expected)) is { } refusal)
                return refusal;
        }

        foreach (var write in _writes)
        {
            if (RefuseKeys(write) is { } refusal)
                return refusal;
        }

        foreach (var write in _writes)
        {
            if ((RefuseReferences(write) ?? RefuseAbsence(write)) is { } refusal)
                return refusal;
        }

        return null;
    }

    /// <summary>Refuses if the registration of an object before the commit does not have a number.</summary>
    public CommitRefusal? At(Precondition.ObjectAt wanted)
    {
        var number = _state.Objects.TryGetValue(wanted.Object, out var stored) ? stored.Row.Number : 0;
        if (number == wanted.Number)
            return null;
        return new CommitRefusal(wanted, number == 0 ? "it does not exist" : $"its registration is number {number}");
    }

    /// <summary>Refuses if an object is not active throughout an interval after the commit.</summary>
    public CommitRefusal? Active(Precondition.ActiveThroughout wanted)
    {
        var presence = PresenceAfter(wanted.Object);
        if (presence is { } parts && Intervals.Cover(parts, wanted.Interval))
            return null;

        var found = presence switch
        {
            null => "it does not exist",
            { IsEmpty: true } => "it is not active at any time",
            { } active => "it is active " + string.Join(", ", active.Select(part => $"[{part.From:O}, {part.To:O})")),
        };
        return new CommitRefusal(wanted, found);
    }

    /// <summary>Refuses if another object refers to an object within intervals after the commit.</summary>
    public CommitRefusal? Unreferenced(Precondition.Unreferenced wanted) =>
        RefuseReferrer(wanted, wanted.Object, wanted.Intervals, (source, _) => source != wanted.Object);

    /// <summary>Refuses if an object that is not among the given ones refers to an object by a field within intervals after the commit.</summary>
    public CommitRefusal? ReferencedOnlyBy(Precondition.ReferencedOnlyBy wanted) => RefuseReferrer(
        wanted,
        wanted.Object,
        wanted.Intervals,
        (source, field) => source.Type == wanted.SourceType && field == wanted.Field && !wanted.Sources.Contains(source));

    /// <summary>Refuses if a key is not free for an object, after the commit's registrations released theirs.</summary>
    public CommitRefusal? KeyFree(Precondition.KeyFree wanted)
    {
        if (_state.Keys.TryGetValue(wanted.Key, out var holder) && holder != wanted.Holder && !Releases(holder, wanted.Key))
            return new CommitRefusal(wanted, $"it is held by {holder}", holder.ToString());

        if (_taken is not null && _taken.TryGetValue(wanted.Key, out var taker) && taker != wanted.Holder)
            return new CommitRefusal(wanted, $"{taker} takes it in the same commit", taker.ToString());
        return null;
    }

    /// <summary>The refusal by the first reference after the commit that counts; null if there is none.</summary>
    private CommitRefusal? RefuseReferrer(
        Precondition wanted, ObjectKey target, ImmutableArray<Validity> intervals, Func<ObjectKey, string, bool> counts)
    {
        if (_state.Referrers.TryGetValue(target, out var referrers))
        {
            foreach (var (source, references) in referrers)
            {
                var replaced = _written is not null && _written.ContainsKey(source);
                if (!replaced && Within(references, source) is { } refusal)
                    return refusal;
            }
        }

        foreach (var write in _writes)
        {
            if (Within(write.References, write.Object) is { } refusal)
                return refusal;
        }

        return null;

        CommitRefusal? Within(ImmutableArray<Reference> references, ObjectKey source)
        {
            foreach (var reference in references)
            {
                if (reference.Target != target || !Intervals.Overlap(intervals, reference.Interval) || !counts(source, reference.Field))
                    continue;
                var found = $"{source} refers to it by {reference.Field} within [{reference.Interval.From:O}, {reference.Interval.To:O})";
                return new CommitRefusal(wanted, found, source.ToString());
            }

            return null;
        }
    }

    private bool Releases(ObjectKey holder, UniqueKey key) =>
        _written is not null && _written.TryGetValue(holder, out var write) && !write.Keys.Contains(key);

    private ImmutableArray<Validity>? PresenceAfter(ObjectKey key)
    {
        if (_written is not null && _written.TryGetValue(key, out var write))
            return write.Presence;
        return _state.Objects.TryGetValue(key, out var stored) ? stored.Row.Presence : null;
    }

    private CommitRefusal? RefuseKeys(RegistrationWrite write)
    {
        foreach (var key in write.Keys)
        {
            if (KeyFree(new Precondition.KeyFree(key, write.Object)) is { } refusal)
                return refusal;
        }

        return null;
    }

    private CommitRefusal? RefuseReferences(RegistrationWrite write)
    {
        var former = _state.Objects.TryGetValue(write.Object, out var stored) ? stored.References : [];
        foreach (var reference in write.References)
        {
            // A reference that existed before needs no check: no commit could have ended its target, because it was referred to.
            var guarded = former.Any(old => old.Target == reference.Target && old.Interval.Covers(reference.Interval));
            if (!guarded && Active(new Precondition.ActiveThroughout(reference.Target, reference.Interval)) is { } refusal)
                return refusal;
        }

        return null;
    }

    private CommitRefusal? RefuseAbsence(RegistrationWrite write)
    {
        if (!_state.Objects.TryGetValue(write.Object, out var stored))
            return null;

        var gone = Intervals.Except(stored.Row.Presence, write.Presence);
        return gone.IsEmpty ? null : Unreferenced(new Precondition.Unreferenced(write.Object, gone));
    }
}
