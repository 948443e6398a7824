namespace MoCluster.Grains.Storage;

/// <summary>Bounds that every store keeps and every caller respects.</summary>
public static class StoreLimits
{
    /// <summary>The most rows that one read asks for.</summary>
    public const int MaxBatch = 10_000;

    /// <summary>The most events in one commit.</summary>
    public const int MaxEvents = 10_000;

    /// <summary>
    /// The most bytes in UTF-8 of a text by which objects are found: a user key, or the value of a unique key. An entry of an index of
    /// PostgreSQL has 2 704 bytes at most, with what the entry names besides.
    /// </summary>
    public const int MaxKeyBytes = 2_560;

    /// <summary>How many numbers one settled page covers.</summary>
    public const int BitmapSize = 512;

    /// <summary>How long a kept result can be asked for.</summary>
    public static readonly TimeSpan ResultLifetime = TimeSpan.FromDays(7);
}
