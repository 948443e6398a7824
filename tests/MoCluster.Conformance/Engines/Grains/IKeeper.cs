namespace MoCluster.Conformance.Engines.Grains;

/// <summary>Keeps a state.</summary>
public interface IKeeper : IGrainWithStringKey
{
    Task<Kept> Read();

    Task Set(string text, bool write);

    Task Clear();

    /// <summary>Asks for its end.</summary>
    Task End();
}

/// <summary>What a keeper says.</summary>
[GenerateSerializer, Immutable]
public sealed record Kept([property: Id(0)] string Text, [property: Id(1)] bool Exists, [property: Id(2)] bool HasETag);

/// <summary>What a keeper keeps.</summary>
[GenerateSerializer]
public sealed class KeeperState
{
    [Id(0)]
    public string Text { get; set; } = "nothing";
}
