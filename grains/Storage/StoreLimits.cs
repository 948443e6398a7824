namespace MoCluster.Grains.Storage;

/// <summary>Limits that all stores have in common and that callers must keep.</summary>
public static class StoreLimits
{
    /// <summary>The most rows, or keys, of one read.</summary>
    public const int MaxBatch = 10_000;

    /// <summary>The most events in one commit.</summary>
    public const int MaxEvents = 10_000;

    /// <summary>
    /// The most bytes in UTF-8 of a user key, or of the value of a unique key. PostgreSQL allows 2 704 bytes in an index entry, which holds more than the
    /// text.
    /// </summary>
    public const int MaxKeyBytes = 2_560;

    /// <summary>How many numbers a settled bitmap covers.</summary>
    public const int BitmapSize = 512;

    /// <summary>The most deliveries, and the most changes of deliveries, in one commit.</summary>
    public const int MaxDeliveries = 10_000;

    /// <summary>The most bytes of the payload of a delivery.</summary>
    public const int MaxDeliveryBytes = 1 << 20;

    /// <summary>The most bytes of the payloads of all deliveries of one commit.</summary>
    public const int MaxCommitDeliveryBytes = 64 << 20;

    /// <summary>The most bytes in UTF-8 of the route of a delivery: AMQP allows so many in a routing key.</summary>
    public const int MaxRouteBytes = 255;

    /// <summary>The most characters of the reason why a delivery failed.</summary>
    public const int MaxReasonCharacters = 2_000;

    /// <summary>How long a result is kept under its idempotency key.</summary>
    public static readonly TimeSpan ResultLifetime = TimeSpan.FromDays(7);
}
