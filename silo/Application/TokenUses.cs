using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Application;

/// <summary>Acknowledges, nacks, touches and parks events by their tokens. The tokens of one group go into one call.</summary>
/// <param name="grains">Gives the grains of listener groups.</param>
/// <param name="listeners">Finds the group of a listener.</param>
/// <param name="calls">Calls the grains.</param>
internal sealed class TokenUses(IGrainFactory grains, ListenerDirectory listeners, GrainCalls calls)
{
    private static readonly TokenResult Nothing = new(Stood: false);

    /// <summary>
    /// Acknowledges events. Tokens of deleted listeners and of other owners' listeners change nothing and are no error (docs/os2mo.md §4.3).
    /// </summary>
    /// <param name="request">The request of the caller.</param>
    /// <param name="tokens">The tokens.</param>
    /// <param name="cancellation">Cancels the search for the listeners, not the acknowledgement.</param>
    /// <returns>True.</returns>
    /// <exception cref="RefusedException">A grain refused or did not answer in time. Other groups may have acknowledged theirs.</exception>
    public async ValueTask<bool> SettleAsync(ApiRequest request, IReadOnlyList<GivenToken> tokens, CancellationToken cancellation)
    {
        var groups = await GroupAsync(tokens, token => token.Listener, cancellation);
        await Task.WhenAll(groups.Select(async group =>
        {
            var grain = grains.GetListenerGroup(group.Key);
            var texts = group.Value.Select(at => tokens[at].Text).ToImmutableArray();
            (await calls.RepeatableAsync(() => grain.AcknowledgeAsync(request.Actor, texts))).OrThrow();
        }));
        return true;
    }

    /// <summary>Nacks, touches or parks events.</summary>
    /// <param name="request">The request of the caller.</param>
    /// <param name="commands">The commands, each with the listener that its token names.</param>
    /// <param name="place">Gives the path of the command at an index, for refusals, for example <c>input[3]</c>.</param>
    /// <param name="cancellation">Cancels the search for the listeners, not the commands.</param>
    /// <returns>The results in the order of the commands.</returns>
    /// <exception cref="RefusedException">A command is invalid, or a grain refused or did not answer in time.</exception>
    public async ValueTask<TokenResult[]> UseAsync(
        ApiRequest request, IReadOnlyList<(Guid Listener, TokenCommand Command)> commands, Func<int, string> place, CancellationToken cancellation)
    {
        for (var i = 0; i < commands.Count; i++)
        {
            if (EntryRules.Check(commands[i].Command, place(i)) is { } wrong)
                throw Refusals.ToException(wrong);
        }

        var results = new TokenResult[commands.Count];
        Array.Fill(results, Nothing);
        var groups = await GroupAsync(commands, pair => pair.Listener, cancellation);
        await Task.WhenAll(groups.Select(async group =>
        {
            var grain = grains.GetListenerGroup(group.Key);
            var used = group.Value.Select(at => commands[at].Command).ToImmutableArray();
            var answers = (await calls.CommandAsync(() => grain.UseTokensAsync(request.Actor, used))).OrThrow();
            for (var i = 0; i < answers.Length; i++)
                results[group.Value[i]] = answers[i];
        }));
        return results;
    }

    /// <summary>
    /// Groups items by the listener group that serves them. Items of unknown listeners are left out.
    /// </summary>
    /// <remarks>
    /// A token names its group too, but that name is not trusted. The checksum of a token is not a secret, so any caller with the role can write a
    /// token. A forged group name would activate a grain: a thousand tokens would fill the cluster with activations of groups that do not
    /// exist. The directory knows the group of every listener that exists. It reads the store once for each listener and caches the answer.
    /// Whether the caller owns the listener is checked by the group's grain, before it changes anything.
    /// </remarks>
    private async ValueTask<Dictionary<Guid, List<int>>> GroupAsync<T>(
        IReadOnlyList<T> items, Func<T, Guid> listenerOf, CancellationToken cancellation)
    {
        var groups = new Dictionary<Guid, List<int>>();
        for (var i = 0; i < items.Count; i++)
        {
            if (await listeners.FindAsync(listenerOf(items[i]), cancellation) is not { } listener)
                continue;
            if (!groups.TryGetValue(listener.Group, out var same))
                groups.Add(listener.Group, same = []);
            same.Add(i);
        }

        return groups;
    }
}
