using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Events;

namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>
/// A group of listeners of one owner, over which no two entries with one key are leased at a time. A lone listener is a group of one. The
/// grain's key is the group's uuid in format <c>D</c>. Everything that it answers is durable, as far as the store is.
/// </summary>
[Alias("mo.listener-group")]
public interface IListenerGroupGrain : IGrainWithStringKey
{
    /// <summary>Leases events. A hand-out is a commit, and is answered when it is durable. An empty answer leased nothing.</summary>
    /// <param name="actor">The listener's owner.</param>
    /// <param name="fetch">The request.</param>
    /// <param name="cancellation">Ends the wait, but not a commit.</param>
    [Alias("fetch"), ResponseTimeout("00:00:15")]
    Task<Outcome<ImmutableArray<Delivery>>> FetchAsync(Actor actor, Fetch fetch, CancellationToken cancellation);

    /// <summary>
    /// Settles the numbers of tokens, and ends those of their leases that have not ended yet. It is not an error to acknowledge an event twice, or
    /// one that is gone.
    /// </summary>
    /// <param name="actor">The listener's owner. Tokens of other owners change nothing and are not an error (docs/os2mo.md §4.3).</param>
    /// <param name="tokens">Tokens of this group, in their text form.</param>
    /// <returns>How many are tokens of this group and of the caller.</returns>
    [Alias("acknowledge")]
    Task<Outcome<int>> AcknowledgeAsync(Actor actor, ImmutableArray<string> tokens);

    /// <summary>Nacks, touches or parks events that the caller has leased, in one commit. An event whose lease has ended is left alone.</summary>
    /// <param name="actor">The listener's owner. Tokens of other owners change nothing and are not an error.</param>
    /// <param name="commands">The commands, with tokens of this group.</param>
    /// <returns>The result of each command, in their order.</returns>
    [Alias("use-tokens")]
    Task<Outcome<ImmutableArray<TokenResult>>> UseTokensAsync(Actor actor, ImmutableArray<TokenCommand> commands);

    /// <summary>Silences, unsilences, reruns, parks or replays entries. Many entries take several commits; repeating the call does the rest.</summary>
    /// <param name="actor">The listener's owner or an administrator.</param>
    /// <param name="command">The command.</param>
    [Alias("change-entries"), ResponseTimeout("00:02:00")]
    Task<Outcome<EntryCommandResult>> ChangeEntriesAsync(Actor actor, EntryCommand command);

    /// <summary>Lists a page of a listener's queue: the part of the stream that has been read, without anything uncommitted.</summary>
    /// <param name="actor">The listener's owner or an administrator.</param>
    /// <param name="query">Selects the entries.</param>
    [Alias("list-entries")]
    Task<Outcome<EntryPage>> ListEntriesAsync(Actor actor, EntryQuery query);

    /// <summary>Moves a listener to another position of its stream, in one commit.</summary>
    /// <param name="actor">The listener's owner or an administrator.</param>
    /// <param name="command">The position.</param>
    /// <returns>The number of the first event that it gets from now on.</returns>
    [Alias("set-position")]
    Task<Outcome<long>> SetPositionAsync(Actor actor, PositionCommand command);

    /// <summary>A listener of this group was declared, changed or deleted: its definition is read again.</summary>
    /// <param name="listener">The listener.</param>
    [Alias("definition-changed"), ResponseTimeout("00:00:02")]
    Task DefinitionChangedAsync(Guid listener);

    /// <summary>
    /// A listener's definition changed in a way that must hold once this is answered: it is read again, between two commits of the group.
    /// </summary>
    /// <param name="listener">The listener.</param>
    /// <returns>
    /// Whether this activation serves the group and follows the change. If not, another activation may serve it without knowing of the change:
    /// the caller then takes the group's epoch from it.
    /// </returns>
    [Alias("apply-definition"), ResponseTimeout("00:00:02")]
    Task<bool> ApplyDefinitionAsync(Guid listener);

    /// <summary>The router hands over a batch of events. The completion of the call frees the router's slot for this listener.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="batch">Consecutive events.</param>
    [Alias("deliver"), ResponseTimeout("00:00:02")]
    Task DeliverAsync(Guid listener, EventBatch batch);

    /// <summary>The router tells how far the log reaches, where it does not hand over the events themselves.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="head">The number of the stream's last event.</param>
    [Alias("reached"), ResponseTimeout("00:00:02")]
    Task ReachedAsync(Guid listener, long head);

    /// <summary>The status of a listener's queue, without counting rows.</summary>
    /// <param name="actor">The listener's owner or an administrator.</param>
    /// <param name="listener">The listener.</param>
    [Alias("status")]
    Task<Outcome<ListenerStatus>> StatusAsync(Actor actor, Guid listener);
}
