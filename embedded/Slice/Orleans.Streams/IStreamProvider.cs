using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>Gives streams. Registered as a keyed service under its name.</summary>
public interface IStreamProvider
{
    /// <summary>The provider's name.</summary>
    string Name { get; }

    /// <summary>Whether a subscriber can ask for items of the past.</summary>
    bool IsRewindable { get; }

    /// <summary>A stream; it needs no creation.</summary>
    /// <typeparam name="T">The type of its items.</typeparam>
    /// <param name="streamId">The stream's name.</param>
    /// <returns>The stream.</returns>
    IAsyncStream<T> GetStream<T>(StreamId streamId);
}
