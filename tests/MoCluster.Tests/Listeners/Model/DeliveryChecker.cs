using MoCluster.Grains.Listeners;
using MoCluster.Grains.Listeners.Queues.Leases;
using MoCluster.Grains.Storage.Listeners;

namespace MoCluster.Tests.Listeners.Model;

/// <summary>Sees hand-outs as consumers would, and checks the invariants of docs/guarantees.md §1.</summary>
internal sealed class DeliveryChecker
{
    private readonly Dictionary<(Guid Listener, string Subject), (Generation Generation, DateTimeOffset Until)> _leases = [];
    private readonly Dictionary<(Guid, string), long> _latest = [];
    private readonly Dictionary<EventToken, string> _subjects = [];
    private readonly Dictionary<Guid, long> _skipped = [];
    private readonly Dictionary<Guid, long> _positions = [];
    private readonly HashSet<(Guid, long)> _acknowledged = [];

    /// <summary>Takes a committed hand-out.</summary>
    /// <returns>Its tokens.</returns>
    public List<EventToken> Delivered(HandOut? handOut)
    {
        var tokens = new List<EventToken>();
        foreach (var delivery in handOut?.Deliveries ?? [])
        {
            Assert.True(EventToken.TryParse(delivery.Token, out var token));
            Assert.Equal(delivery.Event.Number, token.Numbers[^1]);
            var subject = (token.Listener, delivery.Event.Subject);
            var given = delivery.Until - handOut!.Listener.Definition.Policy.Lease;
            if (_leases.TryGetValue(subject, out var lease))
                Assert.True(lease.Until <= given, $"{subject} is leased twice at once.");
            Assert.DoesNotContain(token.Numbers, number => _acknowledged.Contains((token.Listener, number)));
            _leases[subject] = (token.Generation, delivery.Until);
            _subjects[token] = delivery.Event.Subject;
            _latest[subject] = Math.Max(_latest.GetValueOrDefault(subject), delivery.Event.Number);
            tokens.Add(token);
        }

        return tokens;
    }

    /// <summary>
    /// Takes a committed acknowledgement: the numbers that it settled must never come again, and the lease of its token has ended.
    /// </summary>
    public void Acknowledged(EventToken token)
    {
        foreach (var number in token.Position == Position(token.Listener) ? token.Numbers : [])
            _acknowledged.Add((token.Listener, number));
        Nacked(token);
    }

    /// <summary>Takes a committed nack or park: the lease of its token has ended.</summary>
    public void Nacked(EventToken token) => Released(token.Listener, _subjects[token], token.Generation);

    /// <summary>Takes a committed release: the lease has ended.</summary>
    public void Released(Guid listener, string subject, Generation generation)
    {
        if (_leases.TryGetValue((listener, subject), out var lease) && lease.Generation == generation)
            _leases.Remove((listener, subject));
    }

    /// <summary>Takes a committed touch: the lease of its token is longer.</summary>
    public void Touched(EventToken token, DateTimeOffset until)
    {
        var subject = (token.Listener, _subjects[token]);
        if (_leases.TryGetValue(subject, out var lease) && lease.Generation == token.Generation)
            _leases[subject] = (lease.Generation, until);
    }

    /// <summary>Takes a committed move: acknowledged numbers may come again, and numbers before the new position may never come.</summary>
    public void Moved(Guid listener, long frontier)
    {
        _acknowledged.RemoveWhere(item => item.Item1 == listener);
        _positions[listener] = Position(listener) + 1;
        _skipped[listener] = Math.Max(Skipped(listener), frontier);
    }

    /// <summary>The highest number that a listener may have missed because it was moved; 0 when there is none.</summary>
    public long Skipped(Guid listener) => _skipped.GetValueOrDefault(listener);

    private long Position(Guid listener) => _positions.GetValueOrDefault(listener, 1);

    /// <summary>The highest number of a subject that was handed out; 0 when there is none.</summary>
    public long Latest(Guid listener, string subject) => _latest.GetValueOrDefault((listener, subject));
}
