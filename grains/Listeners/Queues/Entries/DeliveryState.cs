namespace MoCluster.Grains.Listeners.Queues.Entries;

/// <summary>How an entry is once its lease has ended unacknowledged, where nothing newer came meanwhile: that would void it all.</summary>
/// <param name="Attempts">How often it was delivered.</param>
/// <param name="NotBefore">When it is delivered again; null for at once.</param>
/// <param name="Parked">Whether it is set aside.</param>
/// <param name="Reason">The last reason given; null for none.</param>
internal sealed record DeliveryState(int Attempts, DateTimeOffset? NotBefore, bool Parked, string? Reason)
{
    /// <summary>As an entry is that begins anew.</summary>
    public static DeliveryState Fresh { get; } = new(0, null, Parked: false, null);
}
