namespace MoCluster.Client.Hosting.Handling;

/// <summary>
/// Decides when leases are extended, and which are lost. A lease is extended when a third of it has passed, and again with each look until that succeeded. It
/// is lost when the whole of it has passed since it was last confirmed: then another program may have the event.
/// </summary>
/// <typeparam name="T">What is leased.</typeparam>
internal sealed class HeldLeases<T>
    where T : class
{
    private readonly Dictionary<T, State> _held = [];

    /// <summary>How long a lease lasts from its confirmation on.</summary>
    public TimeSpan Lease { get; set; }

    /// <summary>How often to look for leases that are due.</summary>
    public TimeSpan Look => Lease / 6;

    /// <summary>How many leases are held.</summary>
    public int Count => _held.Count;

    /// <summary>Holds a lease from now on.</summary>
    /// <param name="leased">What is leased.</param>
    /// <param name="now">The time since any fixed instant.</param>
    public void Hold(T leased, TimeSpan now) => _held[leased] = new State(now, IsUnderWay: false);

    /// <summary>Holds a lease no longer.</summary>
    /// <returns>Whether it was held.</returns>
    public bool Release(T leased) => _held.Remove(leased);

    /// <summary>The leases that are to be extended now; each must be answered by <see cref="Extended"/> or <see cref="NotExtended"/>.</summary>
    /// <param name="now">The time since the same instant.</param>
    public IReadOnlyList<T> TakeDue(TimeSpan now)
    {
        T[] due = [.. _held.Where(held => !held.Value.IsUnderWay && now - held.Value.ConfirmedAt >= Lease / 3).Select(held => held.Key)];
        foreach (var leased in due)
            _held[leased] = _held[leased] with { IsUnderWay = true };
        return due;
    }

    /// <summary>A lease was extended.</summary>
    /// <param name="leased">What is leased.</param>
    /// <param name="askedAt">When the extension was asked for.</param>
    public void Extended(T leased, TimeSpan askedAt)
    {
        if (_held.ContainsKey(leased))
            _held[leased] = new State(askedAt, IsUnderWay: false);
    }

    /// <summary>Whether a lease was extended is unknown; it is tried again.</summary>
    public void NotExtended(T leased)
    {
        if (_held.TryGetValue(leased, out var state))
            _held[leased] = state with { IsUnderWay = false };
    }

    /// <summary>Takes out the leases that are lost.</summary>
    /// <param name="now">The time since the same instant.</param>
    public IReadOnlyList<T> TakeLost(TimeSpan now)
    {
        T[] lost = [.. _held.Where(held => now - held.Value.ConfirmedAt >= Lease).Select(held => held.Key)];
        foreach (var leased in lost)
            _held.Remove(leased);
        return lost;
    }

    private readonly record struct State(TimeSpan ConfirmedAt, bool IsUnderWay);
}
