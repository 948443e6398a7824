using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Storage;

/// <summary>
/// The one port through which everything durable goes (DESIGN.md §4). Memory, Journal and PostgreSQL stand behind it and answer alike:
/// one conformance suite runs over all of them.
/// </summary>
/// <remarks>
/// Reads see every commit whose call has returned, and nothing of one that has not become durable. All members may be called from any thread.
/// </remarks>
public interface IStore
{
    /// <summary>Which life of the data this is: changed by a restore. Tokens and cursors carry it.</summary>
    Guid Incarnation { get; }

    /// <summary>The store's clock, by which stored deadlines are judged.</summary>
    DateTimeOffset Now { get; }

    /// <summary>
    /// Makes a commit true, whole or not at all, and returns only when it is on disk. Many commits share one physical write.
    /// A commit whose preconditions do not hold is refused alone.
    /// </summary>
    /// <param name="commit">What is to become true.</param>
    /// <returns>What was assigned, or the first precondition that did not hold.</returns>
    /// <exception cref="ArgumentException">
    /// The commit breaks a rule of its own parts, or contradicts what stands in a way that only its author's mistake explains (a frontier
    /// that goes back, a generation used twice). Nothing was done; no other commit is concerned.
    /// </exception>
    /// <exception cref="StoreUnavailableException">Nothing was done: the queue of commits is full, or the store is stopped or out of reach.</exception>
    /// <exception cref="CommitOutcomeUnknownException">Whether it became true could not be learnt.</exception>
    ValueTask<CommitResult> CommitAsync(Commit commit);

    /// <summary>The current states of objects.</summary>
    /// <param name="keys">The objects; at most <see cref="StoreLimits.MaxBatch"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>In the order asked for; null where there is no such object.</returns>
    ValueTask<ImmutableArray<ObjectRow?>> ReadObjectsAsync(ImmutableArray<ObjectKey> keys, CancellationToken cancellation);

    /// <summary>An object's registrations, oldest first.</summary>
    /// <param name="key">The object.</param>
    /// <param name="after">Those with a number above this.</param>
    /// <param name="limit">At most so many, up to <see cref="StoreLimits.MaxBatch"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<RegistrationRow>> ReadRegistrationsAsync(ObjectKey key, long after, int limit, CancellationToken cancellation);

    /// <summary>Objects of a type, ascending by uuid.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<ObjectRow>> ListObjectsAsync(ObjectQuery query, CancellationToken cancellation);

    /// <summary>Who refers to objects, within an interval.</summary>
    /// <param name="targets">The objects referred to; at most <see cref="StoreLimits.MaxBatch"/>.</param>
    /// <param name="interval">Only references in effect somewhere in it.</param>
    /// <param name="limit">At most so many rows in all.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<ReferenceRow>> ReadReferencesAsync(
        ImmutableArray<ObjectKey> targets, Validity interval, int limit, CancellationToken cancellation);

    /// <summary>What was kept under an idempotency key; null when nothing is, or no longer.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<KeptResult?> ReadResultAsync(IdempotencyKey key, CancellationToken cancellation);

    /// <summary>The ends of streams.</summary>
    /// <param name="streams">Which; default for all, in one query (the sweep).</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>A row for each stream that has, or has had, an event.</returns>
    ValueTask<ImmutableArray<StreamHead>> ReadHeadsAsync(ImmutableArray<StreamKey> streams, CancellationToken cancellation);

    /// <summary>A page of the log.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="from">The first number wanted.</param>
    /// <param name="limit">At most so many events.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>Events with consecutive numbers; the first one's is above <paramref name="from"/> only when older ones are no longer kept.</returns>
    ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(StreamKey stream, long from, int limit, CancellationToken cancellation);

    /// <summary>Single events of the log.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="numbers">Which, ascending; those no longer kept are left out of the answer.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<EventRecord>> ReadEventsAsync(StreamKey stream, ImmutableArray<long> numbers, CancellationToken cancellation);

    /// <summary>The events of one priority lane within a part of the log: those between them are passed over, at little cost.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="from">The first number of the part.</param>
    /// <param name="to">The last number of the part; one that was committed.</param>
    /// <param name="limit">At most so many events.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>Ascending; when fewer than <paramref name="limit"/>, the lane has no others in the part that are still kept.</returns>
    ValueTask<ImmutableArray<EventRecord>> ReadLaneAsync(
        StreamKey stream, PriorityLane lane, long from, long to, int limit, CancellationToken cancellation);

    /// <summary>All that a group's grain needs to start: taken after it took its epoch.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>Its state; an empty one for a group that was never written.</returns>
    ValueTask<GroupState> ReadGroupAsync(Guid group, CancellationToken cancellation);

    /// <summary>How far listeners have settled their streams.</summary>
    /// <param name="listeners">Which; at most <see cref="StoreLimits.MaxBatch"/>, none twice.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>A row for each that exists, ascending by uuid.</returns>
    ValueTask<ImmutableArray<ListenerFrontier>> ReadFrontiersAsync(ImmutableArray<Guid> listeners, CancellationToken cancellation);

    /// <summary>
    /// What lies before listeners: a page of those that have an event above their frontier, or an entry that waits or is parked, or that
    /// are suspended, whether or not anybody fetches from them.
    /// </summary>
    /// <param name="after">Those with a uuid above this one; null from the first.</param>
    /// <param name="limit">At most so many, up to <see cref="StoreLimits.MaxBatch"/>.</param>
    /// <param name="cancellation">Ends the read.</param>
    /// <returns>Ascending by uuid; when fewer than <paramref name="limit"/>, there are no others.</returns>
    ValueTask<ImmutableArray<ListenerBacklog>> ReadBacklogsAsync(Guid? after, int limit, CancellationToken cancellation);

    /// <summary>Namespaces by name; default for all.</summary>
    /// <param name="names">Which.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<NamespaceDefinition>> ReadNamespacesAsync(ImmutableArray<string> names, CancellationToken cancellation);

    /// <summary>Listeners, ascending by uuid.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<ListenerDefinition>> ReadListenersAsync(ListenerQuery query, CancellationToken cancellation);

    /// <summary>Due instants that have come, earliest first, those of one instant by object.</summary>
    /// <param name="after">Only those behind this one in that order; null from the first.</param>
    /// <param name="until">Those not after this.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<ImmutableArray<DueInstant>> ReadDueAsync(DueInstant? after, DateTimeOffset until, int limit, CancellationToken cancellation);

    /// <summary>
    /// Lets go of events older than an instant that the frontier of every listener of their stream has passed, and of kept results
    /// older than their week. Safe to run at any time, on every silo.
    /// </summary>
    /// <param name="before">Only events older than this.</param>
    /// <param name="cancellation">Ends it between two steps.</param>
    ValueTask TrimAsync(DateTimeOffset before, CancellationToken cancellation);
}
