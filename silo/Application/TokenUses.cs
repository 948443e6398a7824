using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Application;

/// <summary>What is done with tokens, those of each group by one call.</summary>
/// <param name="grains">Reaches groups.</param>
/// <param name="listeners">Finds listeners.</param>
/// <param name="calls">Calls within the patience of callers.</param>
internal sealed class TokenUses(IGrainFactory grains, ListenerDirectory listeners, GrainCalls calls)
{
    private static readonly TokenResult Nothing = new(Stood: false);

    /// <summary>Settles events. Tokens of listeners that are gone, and another's, change nothing, without an error (os2mo.md §1.4).</summary>
    /// <param name="request">On whose behalf.</param>
    /// <param name="tokens">The tokens.</param>
    /// <param name="cancellation">Ends the search for the listeners, not the work.</param>
    /// <returns>True.</returns>
    public async ValueTask<bool> SettleAsync(ApiRequest request, IReadOnlyList<EventToken> tokens, CancellationToken cancellation)
    {
        var groups = await GroupAsync(tokens, token => token, cancellation);
        await Task.WhenAll(groups.Select(async group =>
        {
            var grain = grains.GetListenerGroup(group.Key);
            var texts = group.Value.Select(at => tokens[at].ToString()).ToImmutableArray();
            (await calls.RepeatableAsync(() => grain.AcknowledgeAsync(request.Actor, texts))).OrThrow();
        }));
        return true;
    }

    /// <summary>Gives back, extends or parks events.</summary>
    /// <param name="request">On whose behalf.</param>
    /// <param name="commands">What is done.</param>
    /// <param name="place">Where the command of a place in their list stands in the caller's input, for example <c>input[3]</c>.</param>
    /// <param name="cancellation">Ends the search for the listeners, not the work.</param>
    /// <returns>What became of each, in their order.</returns>
    public async ValueTask<TokenResult[]> UseAsync(
        ApiRequest request, IReadOnlyList<(EventToken Token, TokenCommand Command)> commands, Func<int, string> place, CancellationToken cancellation)
    {
        for (var i = 0; i < commands.Count; i++)
        {
            if (EntryRules.Check(commands[i].Command, place(i)) is { } wrong)
                throw Refusals.ToException(wrong);
        }

        var results = new TokenResult[commands.Count];
        Array.Fill(results, Nothing);
        var groups = await GroupAsync(commands, pair => pair.Token, cancellation);
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

    private async ValueTask<Dictionary<Guid, List<int>>> GroupAsync<T>(
        IReadOnlyList<T> items, Func<T, EventToken> tokenOf, CancellationToken cancellation)
    {
        var groups = new Dictionary<Guid, List<int>>();
        for (var i = 0; i < items.Count; i++)
        {
            if (await listeners.FindAsync(tokenOf(items[i]).Listener, cancellation) is not { } listener)
                continue;
            if (!groups.TryGetValue(listener.Group, out var same))
                groups.Add(listener.Group, same = []);
            same.Add(i);
        }

        return groups;
    }
}
