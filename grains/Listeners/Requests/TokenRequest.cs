using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Queues.Turns;

namespace MoCluster.Grains.Listeners.Requests;

/// <summary>A call that nacks, touches or parks leased events, and waits for its commit.</summary>
/// <param name="commands">The commands. The token is null where it is not one of this group and the caller: that command does nothing.</param>
internal sealed class TokenRequest(IReadOnlyList<(EventToken? Token, TokenCommand Command)> commands)
    : QueueCommand<ImmutableArray<TokenResult>>
{
    private static readonly TokenResult Nothing = new(Stood: false);

    private ImmutableArray<TokenResult> _results = [];

    /// <inheritdoc />
    public override int Weight => commands.Count;

    /// <inheritdoc />
    public override void Decide(ListenerQueue queue, QueueTurn turn) =>
        _results = [.. commands.Select(pair => pair.Token is null ? Nothing : Decide(turn, pair.Token, pair.Command))];

    /// <inheritdoc />
    public override bool Committed()
    {
        Reply(_results);
        return true;
    }

    private static TokenResult Decide(QueueTurn turn, EventToken token, TokenCommand command)
    {
        if (command.Verb == TokenVerb.Touch)
            return turn.Touch(token, command.Delay) is { } until ? new TokenResult(Stood: true, until) : Nothing;
        return new TokenResult(turn.Nack(token, command.Delay, command.Reason, command.Verb == TokenVerb.Park));
    }
}
