using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Queues.Turns;

namespace MoCluster.Grains.Listeners.Requests;

/// <summary>Events given back, extended or parked by who has them in hand, which wait for their commit.</summary>
/// <param name="commands">What is done; a token that is not the caller's own of this group is null, and nothing is done by it.</param>
internal sealed class TokenRequest(IReadOnlyList<(EventToken? Token, TokenCommand Command)> commands) : GroupRequest<ImmutableArray<TokenResult>>
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
