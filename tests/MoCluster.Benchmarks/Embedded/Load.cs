using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Benchmarks.Embedded;

/// <summary>Makes the commits that the benchmarks of the embedded store send.</summary>
internal static class Load
{
    public const string Type = "thing";
    private static readonly StreamKey Stream = new("bench", Type);
    private static readonly ImmutableArray<Validity> Always = [new Validity(DateTimeOffset.MinValue, DateTimeOffset.MaxValue)];

    /// <summary>Makes events, as most are: their subjects are uuids.</summary>
    public static ImmutableArray<EventDraft> Events(int count) =>
    [
        .. Enumerable.Range(0, count).Select(_ => Subject.Next()).Select(subject =>
            new EventDraft(Stream, Guid.NewGuid(), subject, EventRecord.DefaultPriority, subject)),
    ];

    /// <summary>Makes a registration of an object.</summary>
    /// <param name="uuid">The object.</param>
    /// <param name="number">The registration's number.</param>
    /// <param name="bytes">The size of its state.</param>
    public static RegistrationWrite Registration(Guid uuid, long number, int bytes)
    {
        var state = new byte[bytes];
        Random.Shared.NextBytes(state);
        return new RegistrationWrite
        {
            Object = new ObjectKey(Type, uuid),
            Number = number,
            Actor = BenchSilo.Actor.Uuid,
            Operation = number == 1 ? MutationKind.Create : MutationKind.Edit,
            State = ImmutableCollectionsMarshal.AsImmutableArray(state),
            Presence = Always,
        };
    }

    /// <summary>Commits events and registrations.</summary>
    public static async Task CommitAsync(
        this IStore store, ImmutableArray<EventDraft> events, params ImmutableArray<RegistrationWrite> registrations)
    {
        var result = await store.CommitAsync(new Commit { Id = Guid.NewGuid(), Events = events, Registrations = registrations });
        if (!result.Committed)
            throw new InvalidOperationException($"A commit was refused: {result.Refusal.Found}.");
    }

    /// <summary>Repeats work by several callers until a time is over.</summary>
    /// <returns>How often it was done.</returns>
    public static async Task<int> RepeatAsync(int callers, TimeSpan duration, Func<Task> work)
    {
        var done = 0;
        var until = DateTime.UtcNow + duration;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (DateTime.UtcNow < until)
            {
                await work();
                Interlocked.Increment(ref done);
            }
        })));
        return done;
    }

    /// <summary>Starts work at a steady rate, however long each takes, until a time is over or it is cancelled.</summary>
    /// <returns>How often it was done.</returns>
    public static async Task<int> PaceAsync(double perSecond, TimeSpan duration, Func<Task> work, CancellationToken ended = default)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        var begin = DateTime.UtcNow;
        var under = new List<Task>();
        while (await timer.WaitForNextTickAsync(CancellationToken.None) && DateTime.UtcNow - begin < duration && !ended.IsCancellationRequested)
        {
            for (var due = (int)((DateTime.UtcNow - begin).TotalSeconds * perSecond); under.Count < due;)
                under.Add(work());
        }

        await Task.WhenAll(under);
        return under.Count;
    }
}
