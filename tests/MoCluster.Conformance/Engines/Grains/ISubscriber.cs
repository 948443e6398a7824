namespace MoCluster.Conformance.Engines.Grains;

/// <summary>A grain that listens to the stream of its own key.</summary>
public interface ISubscriber : IGrainWithStringKey
{
    /// <summary>Activates the grain without an item.</summary>
    Task Wake();

    /// <summary>Deactivates the grain.</summary>
    Task End();
}

/// <summary>Attaches its observer when the first item arrives.</summary>
public interface IObservingSubscriber : ISubscriber;

/// <summary>Attaches its observer on activation.</summary>
public interface IEagerSubscriber : ISubscriber;

/// <summary>An item of a stream.</summary>
[GenerateSerializer, Immutable]
public sealed record Item([property: Id(0)] string Text);
