using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Conformance.PostgreSql.Hosting;

/// <summary>
/// A user with a stream, a listener and an object that repeats the same work and leaves as many rows behind as before: edits and publishes,
/// leases, parks and settles out of order, then settles all.
/// </summary>
public sealed class SteadyUser
{
    private const int Events = 20;
    private readonly IStore _store;
    private readonly StreamKey _stream;
    private readonly ListenerDefinition _listener;
    private readonly ObjectKey _unit = new("org_unit", Guid.NewGuid());
    private long _turns;

    private SteadyUser(IStore store, StreamKey stream, ListenerDefinition listener) =>
        (_store, _stream, _listener) = (store, stream, listener);

    /// <summary>How many commits a round is.</summary>
    public static int CommitsATurn => 4;

    /// <summary>How many events a round is.</summary>
    public static int EventsATurn => Events;

    /// <summary>Declares the listener.</summary>
    public static async Task<SteadyUser> DeclareAsync(IStore store)
    {
        var stream = new StreamKey("steady", Guid.NewGuid().ToString());
        var uuid = Guid.NewGuid();
        var listener = new ListenerDefinition(
            uuid, Actor.Anonymous, stream, uuid.ToString(), uuid, ListenerPolicy.Default, DateTimeOffset.UnixEpoch);
        var user = new SteadyUser(store, stream, listener);
        await user.CommitAsync(new Commit { Id = Guid.NewGuid(), Definitions = [new DefinitionWrite.PutListener(listener)] });
        await user.CommitAsync(new Commit { Id = Guid.NewGuid(), Groups = [new GroupWrite { Group = listener.Group, TakeEpoch = true }] });
        return user;
    }

    /// <summary>Works some rounds.</summary>
    /// <param name="turns">How many rounds.</param>
    public async Task WorkAsync(int turns)
    {
        for (var i = 0; i < turns; i++)
            await WorkAsync();
    }

    private async Task WorkAsync()
    {
        var done = _turns++ * Events;
        var published = await CommitAsync(new Commit
        {
            Id = Guid.NewGuid(),
            Events =
            [
                .. Enumerable.Range(0, Events).Select(_ => Guid.NewGuid()).Select(
                    subject => new EventDraft(_stream, Guid.NewGuid(), subject.ToString(), 10_000, subject.ToString())),
            ],
            Registrations =
            [
                new RegistrationWrite
                {
                    Object = _unit,
                    Number = _turns,
                    Actor = Actor.Anonymous,
                    Operation = _turns == 1 ? MutationKind.Create : MutationKind.Edit,
                    State = [1, 2, 3],
                    Presence = [new Validity(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue)],
                    UserKeys = [$"{_turns}"],
                },
            ],
        });
        var generation = new Generation(1, _turns);
        var entries = published.Events.Select(
            each => new LeasedEntry(each.Event.Subject, [each.Event.Number], 1, DateTimeOffset.UnixEpoch.AddYears(100)));
        await CommitAsync(new GroupWrite
        {
            Group = _listener.Group,
            Epoch = 1,
            Leases = [new LeaseRecord(generation, _listener.Uuid, 1, [.. entries])],
        });

        // The last is settled first; the first fails and is tried again.
        var (first, last) = (published.Events[0].Event, published.Events[^1].Event);
        await CommitAsync(Progress(new ListenerProgress
        {
            Listener = _listener.Uuid,
            Frontier = done,
            Bitmaps = [Bitmap(last.Number)],
            Rows = [new EntryRow(first.Subject, [first], 2, null, false, false)],
        }));
        await CommitAsync(Progress(
            new ListenerProgress { Listener = _listener.Uuid, Frontier = done + Events, RowsDropped = [first.Subject] }, generation));
    }

    private GroupWrite Progress(ListenerProgress progress, params Generation[] dropped) =>
        new() { Group = _listener.Group, Epoch = 1, Listeners = [progress], LeasesDropped = [.. dropped] };

    private static SettledBitmap Bitmap(long number)
    {
        var bits = new ulong[StoreLimits.BitmapSize / 64];
        var place = (int)((number - 1) % StoreLimits.BitmapSize);
        bits[place / 64] |= 1UL << (place % 64);
        return new SettledBitmap((number - 1) / StoreLimits.BitmapSize, [.. bits]);
    }

    private Task<CommitResult> CommitAsync(GroupWrite write) => CommitAsync(new Commit { Id = Guid.NewGuid(), Groups = [write] });

    private async Task<CommitResult> CommitAsync(Commit commit)
    {
        var result = await _store.CommitAsync(commit);
        return result.Committed
            ? result
            : throw new InvalidOperationException($"{result.Refusal?.Precondition} was refused: {result.Refusal?.Found}.");
    }
}
