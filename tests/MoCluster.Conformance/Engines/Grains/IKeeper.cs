namespace MoCluster.Conformance.Engines.Grains;

/// <summary>A grain with two stored states.</summary>
public interface IKeeper : IGrainWithStringKey
{
    Task<Kept> Read();

    Task Set(string text, bool write);

    Task Clear();

    /// <summary>Deactivates the grain.</summary>
    Task End();
}

/// <summary>What a keeper reads from its states.</summary>
[GenerateSerializer, Immutable]
public sealed record Kept([property: Id(0)] string Text, [property: Id(1)] bool Exists, [property: Id(2)] bool HasETag);

/// <summary>The stored state of a keeper.</summary>
[GenerateSerializer]
public sealed class KeeperState
{
    [Id(0)]
    public string Text { get; set; } = "nothing";
}
