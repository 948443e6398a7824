using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Deliveries;

namespace MoCluster.Grains.Deliveries;

/// <summary>
/// The deliveries that an activation has taken from the store: those that are being made, and those whose outcome is not stored yet. It decides when to read,
/// and which of the deliveries that were read to make. At most one of each object is in hand, so those of one object are made in order.
/// </summary>
public sealed class DeliveriesInHand
{
    private readonly Dictionary<ObjectKey, HeldDelivery> _held = [];

    /// <summary>The numbers of deliveries whose outcome was stored while a read is under way: the read may still show them as they were before.</summary>
    private readonly HashSet<long> _storedMeanwhile = [];

    private bool _isReading;
    private int _asked;
    private bool _isWanted = true;
    private DateTimeOffset? _next;

    /// <summary>Whether nothing is in hand.</summary>
    public bool IsEmpty => _held.Count == 0;

    /// <summary>How many are being made.</summary>
    public int Sending { get; private set; }

    /// <summary>Whether there are outcomes to store.</summary>
    public bool HasOutcomes => _held.Count > Sending;

    /// <summary>When the next delivery becomes due, as far as the last read knew; null if none waits.</summary>
    public DateTimeOffset? Next => _next;

    /// <summary>Says that the store may have something new.</summary>
    public void Want() => _isWanted = true;

    /// <summary>Whether to read now.</summary>
    /// <param name="most">How many deliveries may be made at a time.</param>
    /// <param name="now">The store's time.</param>
    public bool ShouldRead(int most, DateTimeOffset now) => !_isReading && (_isWanted || _next <= now) && Room(most) > 0;

    /// <summary>Begins a read.</summary>
    /// <param name="most">How many deliveries may be made at a time.</param>
    /// <returns>How many deliveries to ask the store for: those in hand are among the first.</returns>
    public int BeginRead(int most)
    {
        (_isReading, _isWanted, _next) = (true, false, null);
        _storedMeanwhile.Clear();
        return _asked = _held.Count + Math.Max(1, Room(most));
    }

    /// <summary>Ends a read that failed.</summary>
    public void FailRead() => (_isReading, _isWanted) = (false, true);

    /// <summary>Ends a read.</summary>
    /// <param name="due">What was read.</param>
    /// <param name="most">How many deliveries may be made at a time.</param>
    /// <returns>The deliveries to make now. They are in hand until their outcomes are stored.</returns>
    public ImmutableArray<DeliveryRow> EndRead(DueDeliveries due, int most)
    {
        ArgumentNullException.ThrowIfNull(due);
        (_isReading, _next) = (false, due.Next);
        var taken = ImmutableArray.CreateBuilder<DeliveryRow>();
        foreach (var row in due.Rows)
        {
            if (Room(most) == 0)
                break;
            if (_storedMeanwhile.Contains(row.Number) || _held.ContainsKey(row.Object))
                continue;
            _held.Add(row.Object, new HeldDelivery(row));
            Sending++;
            taken.Add(row);
        }

        // There may be more than was asked for, or than there is room for.
        _isWanted |= due.Rows.Length >= _asked;
        return taken.DrainToImmutable();
    }

    /// <summary>Notes the outcome of a delivery.</summary>
    /// <param name="row">The delivery.</param>
    /// <param name="change">What to store; null to put it back as it was.</param>
    public void Sent(DeliveryRow row, DeliveryChange? change)
    {
        ArgumentNullException.ThrowIfNull(row);
        Sending--;
        if (change is not null)
        {
            _held[row.Object].Change = change;
            return;
        }

        _held.Remove(row.Object);
        _isWanted = true;
    }

    /// <summary>The outcomes to store. They stay in hand until <see cref="Stored"/>.</summary>
    public ImmutableArray<DeliveryChange> Outcomes() => [.. _held.Values.Select(held => held.Change).OfType<DeliveryChange>()];

    /// <summary>Says that outcomes are stored: the next deliveries of their objects may be due.</summary>
    /// <param name="outcomes">The outcomes.</param>
    public void Stored(ImmutableArray<DeliveryChange> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            _held.Remove(outcome.Delivery.Object);
            if (_isReading)
                _storedMeanwhile.Add(outcome.Delivery.Number);
        }

        _isWanted = true;
    }

    /// <summary>How many more deliveries may be made. Those whose outcome is not stored yet may be as many as those that are being made.</summary>
    private int Room(int most) => Math.Max(0, Math.Min(most - Sending, (2 * most) - _held.Count));

    private sealed class HeldDelivery(DeliveryRow row)
    {
        public DeliveryRow Row { get; } = row;

        public DeliveryChange? Change { get; set; }
    }
}
