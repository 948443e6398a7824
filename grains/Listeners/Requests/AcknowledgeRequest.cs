using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Queues.Turns;

namespace MoCluster.Grains.Listeners.Requests;

/// <summary>An acknowledgement that waits for its commit.</summary>
/// <param name="tokens">The caller's own tokens of this group.</param>
internal sealed class AcknowledgeRequest(List<EventToken> tokens) : QueueCommand<int>
{
    private int _accepted;

    /// <inheritdoc />
    public override int Weight => tokens.Count;

    /// <inheritdoc />
    public override void Decide(ListenerQueue queue, QueueTurn turn) => _accepted = tokens.Count(turn.Acknowledge);

    /// <inheritdoc />
    public override bool Committed()
    {
        Reply(_accepted);
        return true;
    }
}
