using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GraphQL.Execution;
using MoCluster.Grains.Listeners;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>Settles events by their tokens, those of each group by one call.</summary>
internal static class Acknowledgements
{
    /// <summary>Settles them. Tokens of listeners that are gone, and another's, change nothing, without an error (os2mo.md §1.4).</summary>
    /// <param name="context">The field.</param>
    /// <param name="tokens">The tokens.</param>
    /// <returns>True.</returns>
    public static async ValueTask<bool> SettleAsync(FieldContext context, IReadOnlyList<Token> tokens)
    {
        var request = context.GetRequest<ApiRequest>();
        var groups = new Dictionary<Guid, List<string>>();
        foreach (var token in tokens)
        {
            var listener = await request.Node.Listeners.FindAsync(token.Listener, context.CancellationToken);
            if (listener is null)
                continue;
            if (!groups.TryGetValue(listener.Group, out var same))
                groups.Add(listener.Group, same = []);
            same.Add(token.ToString());
        }

        var calls = groups.Select(async group =>
        {
            var grain = request.Node.Grains.GetGrain<IListenerGroupGrain>(group.Key.ToString("D"));
            (await Calls.CommandAsync(() => grain.AcknowledgeAsync(request.Actor, [.. group.Value]))).OrThrow();
        });
        await Task.WhenAll(calls);
        return true;
    }
}
