namespace MoCluster.Grains.Storage;

/// <summary>Tells which data a store holds, and the time by its clock.</summary>
public interface IStoreInfo
{
    /// <summary>Identifies the life of the data: a restore changes it. Tokens and cursors carry it, so that those from before a restore have no effect.</summary>
    Guid Incarnation { get; }

    /// <summary>The time by the store's clock, by which stored deadlines are judged.</summary>
    DateTimeOffset Now { get; }
}
