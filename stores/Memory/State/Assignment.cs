using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;

namespace MoCluster.Stores.Memory.State;

/// <summary>
/// What a store gave to a commit that became true. A commit and its assignment are the whole change: a log of both can be applied without judging again,
/// and a repeated commit is answered from its assignment.
/// </summary>
/// <param name="Time">The time of the commit by the store's clock.</param>
/// <param name="Streams">The numbers of the events: one run for each stream, in the order in which the commit first names the streams.</param>
/// <param name="RegistrationTimes">The times of the registrations, in the order of the commit.</param>
/// <param name="Epochs">The epochs of the listener groups, in the order of the commit.</param>
internal sealed record Assignment(
    DateTimeOffset Time,
    ImmutableArray<StreamAssignment> Streams,
    ImmutableArray<DateTimeOffset> RegistrationTimes,
    ImmutableArray<long> Epochs)
{
    /// <summary>Whether the assignment can belong to a commit.</summary>
    public bool Fits(Commit commit)
    {
        var events = 0;
        foreach (var stream in Streams)
            events += stream.Count;
        return events == commit.Events.Length
            && RegistrationTimes.Length == commit.Registrations.Length
            && Epochs.Length == commit.Groups.Length
            && commit.Events.All(draft => Streams.Any(stream => stream.Stream == draft.Stream));
    }

    /// <summary>Gives the events of the commit their numbers and times.</summary>
    public ImmutableArray<AppendedEvent> Append(ImmutableArray<EventDraft> drafts)
    {
        if (drafts.IsEmpty)
            return [];

        Span<long> next = Streams.Length <= 16 ? stackalloc long[Streams.Length] : new long[Streams.Length];
        for (var i = 0; i < next.Length; i++)
            next[i] = Streams[i].First;

        var appended = ImmutableArray.CreateBuilder<AppendedEvent>(drafts.Length);
        var index = 0;
        foreach (var draft in drafts)
        {
            // Events of one stream are mostly consecutive, so the search begins at the last stream.
            if (Streams[index].Stream != draft.Stream)
                index = IndexOf(draft.Stream);
            appended.Add(new AppendedEvent(draft.Stream, Number(draft, next[index]++, Streams[index].Time)));
        }

        return appended.MoveToImmutable();
    }

    /// <summary>The result for the commit's caller.</summary>
    public CommitResult Result(ImmutableArray<AppendedEvent> events) =>
        new() { Events = events, RegistrationTimes = RegistrationTimes, Epochs = Epochs };

    private static EventRecord Number(EventDraft draft, long number, DateTimeOffset time) =>
        new(number, draft.Uuid, draft.Subject, draft.Priority, time, draft.Key, draft.Registration, draft.Target, draft.TraceParent, draft.Triggerless);

    /// <summary>The place of a stream among <see cref="Streams"/>.</summary>
    /// <exception cref="InvalidOperationException">It was given no numbers.</exception>
    public int IndexOf(StreamKey stream)
    {
        for (var i = 0; i < Streams.Length; i++)
        {
            if (Streams[i].Stream == stream)
                return i;
        }

        throw new InvalidOperationException($"The stream {stream} was given no numbers.");
    }
}
