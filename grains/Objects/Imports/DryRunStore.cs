using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>
/// A store in which commits seem to become true: what they would write is kept in memory, and laid over what the real store has. The real store only
/// judges their preconditions.
/// </summary>
/// <param name="inner">The real store.</param>
internal sealed class DryRunStore(IStore inner) : DelegatingStore
{
    /// <summary>The commits of an import end on other threads than the one that plans the next.</summary>
    private readonly Lock _gate = new();

    private readonly Dictionary<ObjectKey, RegistrationWrite> _written = [];
    private readonly Dictionary<ObjectKey, HashSet<ObjectKey>> _referrers = [];
    private readonly Dictionary<UniqueKey, ObjectKey> _keys = [];

    /// <inheritdoc/>
    public override IStore Inner => inner;

    /// <summary>How many bytes the states have that would have been written.</summary>
    public long Bytes { get; private set; }

    /// <inheritdoc/>
    public override async ValueTask<CommitResult> CommitAsync(Commit commit)
    {
        ImmutableArray<Precondition> demands;
        lock (_gate)
        {
            if (commit.Registrations.Select(Taken).FirstOrDefault(refusal => refusal is not null) is { } taken)
                return new CommitResult { Refusal = taken };
            demands = Demands(commit);
        }
        var judged = await inner.CommitAsync(new Commit { Id = commit.Id, Preconditions = demands });
        if (!judged.Committed)
            return judged;
        lock (_gate)
        {
            // Another commit may have taken a key since.
            if (commit.Registrations.Select(Taken).FirstOrDefault(refusal => refusal is not null) is { } taken)
                return new CommitResult { Refusal = taken };
            foreach (var write in commit.Registrations)
                Keep(write);
        }
        return new CommitResult { RegistrationTimes = [.. commit.Registrations.Select(write => write.Time ?? inner.Now)] };
    }

    /// <inheritdoc/>
    public override async ValueTask<ImmutableArray<ObjectRow?>> ReadObjectsAsync(ImmutableArray<ObjectKey> keys, CancellationToken cancellation)
    {
        var rows = await inner.ReadObjectsAsync(keys, cancellation);
        lock (_gate)
        {
            return [.. keys.Select((key, index) => _written.TryGetValue(key, out var write)
                ? new ObjectRow(key, write.Number, write.Time ?? inner.Now, write.Operation, write.State, write.Presence)
                : rows[index])];
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<ImmutableArray<ReferenceRow>> ReadReferencesAsync(
        ImmutableArray<ObjectKey> targets, Validity interval, int limit, CancellationToken cancellation)
    {
        var rows = await inner.ReadReferencesAsync(targets, interval, limit, cancellation);
        lock (_gate)
        {
            var own = targets.SelectMany(target => _referrers.GetValueOrDefault(target, []).SelectMany(source => _written[source].References
                .Where(reference => reference.Target == target && reference.Interval.Overlaps(interval))
                .Select(reference => new ReferenceRow(source, reference))));
            return [.. rows.Where(row => !_written.ContainsKey(row.Source)).Concat(own).Take(limit)];
        }
    }

    private CommitRefusal? Taken(RegistrationWrite write)
    {
        foreach (var key in write.Keys)
        {
            if (_keys.TryGetValue(key, out var holder) && holder != write.Object)
                return new CommitRefusal(new Precondition.KeyFree(key, write.Object), $"{holder} takes it before", holder.ToString());
        }
        return null;
    }

    /// <summary>What the real store must judge: everything that does not concern objects which would have been written.</summary>
    private ImmutableArray<Precondition> Demands(Commit commit)
    {
        var writes = commit.Registrations.Select(write => write.Object).ToHashSet();
        var demands = ImmutableArray.CreateBuilder<Precondition>();
        demands.AddRange(commit.Preconditions.Where(precondition =>
            precondition is not Precondition.ObjectAt at || !_written.ContainsKey(at.Object)));
        foreach (var write in commit.Registrations)
        {
            if (!_written.ContainsKey(write.Object))
                demands.Add(new Precondition.ObjectAt(write.Object, write.Expected));
            demands.AddRange(write.Keys.Select(Precondition (key) => new Precondition.KeyFree(key, write.Object)));
            demands.AddRange(write.References
                .Where(reference => !writes.Contains(reference.Target) && !_written.ContainsKey(reference.Target))
                .Select(Precondition (reference) => new Precondition.ActiveThroughout(reference.Target, reference.Interval)));
        }
        return demands.ToImmutable();
    }

    private void Keep(RegistrationWrite write)
    {
        if (_written.Remove(write.Object, out var former))
        {
            foreach (var reference in former.References)
                _referrers[reference.Target].Remove(write.Object);
            foreach (var key in former.Keys)
                _keys.Remove(key);
            Bytes -= former.State.Length;
        }
        _written.Add(write.Object, write with { Earlier = [] });
        Bytes += write.State.Length;
        foreach (var reference in write.References)
        {
            if (!_referrers.TryGetValue(reference.Target, out var sources))
                _referrers.Add(reference.Target, sources = []);
            sources.Add(write.Object);
        }
        foreach (var key in write.Keys)
            _keys[key] = write.Object;
    }
}
