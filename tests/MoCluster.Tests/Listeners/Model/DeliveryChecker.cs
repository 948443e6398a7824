using MoCluster.Grains.Listeners;
using MoCluster.Grains.Listeners.Queues.Leases;
using MoCluster.Grains.Storage;

namespace MoCluster.Tests.Listeners.Model;

/// <summary>Looks at hand-outs as those who get them would, and holds them to the invariants of DESIGN.md §11.</summary>
internal sealed class DeliveryChecker
{
    private readonly Dictionary<(Guid Listener, string Subject), (Generation Generation, DateTimeOffset Until)> _hands = [];
    private readonly Dictionary<(Guid, string), long> _latest = [];
    private readonly Dictionary<EventToken, string> _subjects = [];
    private readonly Dictionary<Guid, long> _skipped = [];
    private readonly Dictionary<Guid, long> _positions = [];
    private readonly HashSet<(Guid, long)> _acknowledged = [];

    /// <summary>A hand-out was committed.</summary>
    /// <returns>Its tokens.</returns>
    public List<EventToken> Take(HandOut? handOut)
    {
        var tokens = new List<EventToken>();
        foreach (var delivery in handOut?.Deliveries ?? [])
        {
            Assert.True(EventToken.TryParse(delivery.Token, out var token));
            Assert.Equal(delivery.Event.Number, token.Numbers[^1]);
            var subject = (token.Listener, delivery.Event.Subject);
            var given = delivery.Until - handOut!.Listener.Definition.Policy.Lease;
            if (_hands.TryGetValue(subject, out var hand))
                Assert.True(hand.Until <= given, $"{subject} is in two hands.");
            Assert.DoesNotContain(token.Numbers, number => _acknowledged.Contains((token.Listener, number)));
            _hands[subject] = (token.Generation, delivery.Until);
            _subjects[token] = delivery.Event.Subject;
            _latest[subject] = Math.Max(_latest.GetValueOrDefault(subject), delivery.Event.Number);
            tokens.Add(token);
        }

        return tokens;
    }

    /// <summary>An acknowledgement was committed: what it settled never comes again, and the hand that it was given to is empty.</summary>
    public void Acknowledged(EventToken token)
    {
        foreach (var number in token.Position == Position(token.Listener) ? token.Numbers : [])
            _acknowledged.Add((token.Listener, number));
        var subject = (token.Listener, _subjects[token]);
        if (_hands.TryGetValue(subject, out var hand) && hand.Generation == token.Generation)
            _hands.Remove(subject);
    }

    /// <summary>A lease was given back: the hand is empty.</summary>
    public void Nacked(EventToken token)
    {
        var subject = (token.Listener, _subjects[token]);
        if (_hands.TryGetValue(subject, out var hand) && hand.Generation == token.Generation)
            _hands.Remove(subject);
    }

    /// <summary>A lease was extended.</summary>
    public void Touched(EventToken token, DateTimeOffset until)
    {
        var subject = (token.Listener, _subjects[token]);
        if (_hands.TryGetValue(subject, out var hand) && hand.Generation == token.Generation)
            _hands[subject] = (hand.Generation, until);
    }

    /// <summary>A listener was moved: what it acknowledged may come again, and what was before its new position may never come.</summary>
    public void Rewound(Guid listener, long frontier)
    {
        _acknowledged.RemoveWhere(item => item.Item1 == listener);
        _positions[listener] = Position(listener) + 1;
        _skipped[listener] = Math.Max(Skipped(listener), frontier);
    }

    /// <summary>The highest number that a listener may have missed because it was moved; 0 for none.</summary>
    public long Skipped(Guid listener) => _skipped.GetValueOrDefault(listener);

    private long Position(Guid listener) => _positions.GetValueOrDefault(listener, 1);

    /// <summary>The highest number of a subject that was given; 0 for none.</summary>
    public long Latest(Guid listener, string subject) => _latest.GetValueOrDefault((listener, subject));
}
