namespace MoCluster.Conformance.Engines.Grains;

/// <summary>Listens to the stream of its own key.</summary>
public interface ISubscriber : IGrainWithStringKey
{
    /// <summary>Wakes it without an item.</summary>
    Task Wake();

    /// <summary>Asks for its end.</summary>
    Task End();
}

/// <summary>Attaches its observer when the first item comes.</summary>
public interface IObservingSubscriber : ISubscriber;

/// <summary>Attaches its observer when it is activated.</summary>
public interface IEagerSubscriber : ISubscriber;

/// <summary>An item of a stream.</summary>
[GenerateSerializer, Immutable]
public sealed record Item([property: Id(0)] string Text);
