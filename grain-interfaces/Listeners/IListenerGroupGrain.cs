using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>
/// A group of listeners of one owner that share exclusion by key; a lone listener is a group of one. Its key is the group's uuid
/// in form <c>D</c>. It leases events out and settles them; everything it answers is durable, as far as the store is.
/// </summary>
[Alias("mo.listener-group")]
public interface IListenerGroupGrain : IGrainWithStringKey
{
    /// <summary>Leases events: a hand-out is a commit and is answered when durable. An empty answer leased nothing.</summary>
    /// <param name="actor">The listener's owner.</param>
    /// <param name="fetch">From which listener, how many, how long to wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    [Alias("fetch"), ResponseTimeout("00:00:15")]
    Task<Outcome<ImmutableArray<Delivery>>> FetchAsync(Actor actor, Fetch fetch, CancellationToken cancellation);

    /// <summary>
    /// Settles what the tokens were given for and ends their leases where they still stand. Acknowledging twice, or what is gone, is no error.
    /// </summary>
    /// <param name="actor">The listener's owner; somebody else's tokens change nothing, without an error (os2mo.md §1.4).</param>
    /// <param name="tokens">Tokens of this group, in their text form.</param>
    /// <returns>How many were accepted as tokens of this group and the caller.</returns>
    [Alias("acknowledge")]
    Task<Outcome<int>> AcknowledgeAsync(Actor actor, ImmutableArray<string> tokens);

    /// <summary>Gives back, extends or parks what the caller has in hand: done in one commit, each only where its lease still stands.</summary>
    /// <param name="actor">The listener's owner; somebody else's tokens change nothing, without an error.</param>
    /// <param name="commands">What is done, with tokens of this group.</param>
    /// <returns>What became of each, in their order.</returns>
    [Alias("use-tokens")]
    Task<Outcome<ImmutableArray<TokenResult>>> UseTokensAsync(Actor actor, ImmutableArray<TokenCommand> commands);

    /// <summary>Silences, unsilences, reruns, parks or replays entries. Many are done in several commits; repeated, it does the rest.</summary>
    /// <param name="actor">The listener's owner or an administrator.</param>
    /// <param name="command">What is done, to which.</param>
    [Alias("change-entries"), ResponseTimeout("00:02:00")]
    Task<Outcome<EntryCommandResult>> ChangeEntriesAsync(Actor actor, EntryCommand command);

    /// <summary>A page of a listener's queue: of what has been read of the stream, nothing uncommitted.</summary>
    /// <param name="actor">The listener's owner or an administrator.</param>
    /// <param name="query">Which entries.</param>
    [Alias("list-entries")]
    Task<Outcome<EntryPage>> ListEntriesAsync(Actor actor, EntryQuery query);

    /// <summary>Moves a listener to another place of its stream, in one commit.</summary>
    /// <param name="actor">The listener's owner or an administrator.</param>
    /// <param name="command">From where it goes on.</param>
    /// <returns>The number of the first event that it gets from now on.</returns>
    [Alias("set-position")]
    Task<Outcome<long>> SetPositionAsync(Actor actor, PositionCommand command);

    /// <summary>A listener was declared into this group, or deleted from it: its definition is read again.</summary>
    /// <param name="listener">The listener.</param>
    [Alias("definition-changed"), ResponseTimeout("00:00:02")]
    Task DefinitionChangedAsync(Guid listener);

    /// <summary>
    /// A listener's definition changed in a way that holds from the answer on: it is read again, between two commits of the group.
    /// </summary>
    /// <param name="listener">The listener.</param>
    /// <returns>
    /// Whether this activation serves the group and goes by it. If not, another one may, which has not heard: the caller takes the
    /// group's epoch from it.
    /// </returns>
    [Alias("apply-definition"), ResponseTimeout("00:00:02")]
    Task<bool> ApplyDefinitionAsync(Guid listener);

    /// <summary>The router hands over a batch. Its completion frees the router's slot for this listener.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="batch">Events that follow each other.</param>
    [Alias("deliver"), ResponseTimeout("00:00:02")]
    Task DeliverAsync(Guid listener, EventBatch batch);

    /// <summary>The router says how far the log reaches, where it does not hand over the events themselves.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="head">The number of the stream's last event.</param>
    [Alias("reached"), ResponseTimeout("00:00:02")]
    Task ReachedAsync(Guid listener, long head);

    /// <summary>How the queue of a listener stands, without counting rows.</summary>
    /// <param name="actor">The listener's owner or an administrator.</param>
    /// <param name="listener">The listener.</param>
    [Alias("status")]
    Task<Outcome<ListenerStatus>> StatusAsync(Actor actor, Guid listener);
}
