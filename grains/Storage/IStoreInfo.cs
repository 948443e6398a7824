namespace MoCluster.Grains.Storage;

/// <summary>Which data a store holds, and what time it is there.</summary>
public interface IStoreInfo
{
    /// <summary>Which life of the data this is: changed by a restore. Tokens and cursors carry it.</summary>
    Guid Incarnation { get; }

    /// <summary>The store's clock, by which stored deadlines are judged.</summary>
    DateTimeOffset Now { get; }
}
