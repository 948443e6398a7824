using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Events;

namespace MoCluster.Stores.Memory.State;

/// <summary>
/// All that a store gave to a commit which became true: with the commit it says the whole change, so a log of both can be applied
/// without being judged again, and a repeated commit is answered from it alone.
/// </summary>
/// <param name="Time">When, by the store's clock.</param>
/// <param name="Streams">The numbers of the events, a run a stream, in the order in which the commit first names the streams.</param>
/// <param name="RegistrationTimes">The times of the registrations, in the commit's order.</param>
/// <param name="Epochs">The epochs of the groups, in the commit's order.</param>
internal sealed record Assignment(
    DateTimeOffset Time,
    ImmutableArray<StreamAssignment> Streams,
    ImmutableArray<DateTimeOffset> RegistrationTimes,
    ImmutableArray<long> Epochs)
{
    /// <summary>Whether it can have been given to this commit.</summary>
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

    /// <summary>The commit's events with the numbers and times that they got.</summary>
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
            // Events of one stream mostly stand together, so the search begins where the last one ended.
            if (Streams[index].Stream != draft.Stream)
                index = IndexOf(draft);
            appended.Add(new AppendedEvent(draft.Stream, Number(draft, next[index]++, Streams[index].Time)));
        }

        return appended.MoveToImmutable();
    }

    /// <summary>What the commit's caller is told.</summary>
    public CommitResult Result(ImmutableArray<AppendedEvent> events) =>
        new() { Events = events, RegistrationTimes = RegistrationTimes, Epochs = Epochs };

    private static EventRecord Number(EventDraft draft, long number, DateTimeOffset time) =>
        new(number, draft.Uuid, draft.Subject, draft.Priority, time, draft.Key, draft.Registration, draft.Target, draft.TraceParent);

    private int IndexOf(EventDraft draft)
    {
        for (var i = 0; i < Streams.Length; i++)
        {
            if (Streams[i].Stream == draft.Stream)
                return i;
        }

        throw new InvalidOperationException($"The stream {draft.Stream} was given no numbers.");
    }
}
