using Orleans.Runtime;

namespace Orleans.Streams.Core;

/// <summary>Gives the handle of a subscription, in the type of the items.</summary>
public interface IStreamSubscriptionHandleFactory
{
    /// <summary>The stream.</summary>
    StreamId StreamId { get; }

    /// <summary>The provider's name.</summary>
    string ProviderName { get; }

    /// <summary>The handle.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <returns>The handle, to resume with an observer.</returns>
    StreamSubscriptionHandle<T> Create<T>();
}
