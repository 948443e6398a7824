namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>How an entry is delivered from now on. A newer event makes it <see cref="Fresh"/> again.</summary>
/// <param name="Attempts">How often it was delivered.</param>
/// <param name="NotBefore">The time before which it is not delivered; null for no delay.</param>
/// <param name="Parked">Whether it is parked.</param>
/// <param name="Reason">The reason of the last nack or park; null for none.</param>
internal sealed record DeliveryState(int Attempts, DateTimeOffset? NotBefore, bool Parked, string? Reason)
{
    /// <summary>The state of an entry that was never delivered.</summary>
    public static DeliveryState Fresh { get; } = new(0, null, Parked: false, null);

    /// <summary>The current state of an entry.</summary>
    public static DeliveryState Of(ref readonly Entry entry) => new(entry.Attempts, entry.NotBefore, entry.IsParked, entry.Side?.Reason);
}
