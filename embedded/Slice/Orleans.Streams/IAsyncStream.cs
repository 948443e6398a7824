using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>A stream, whatever its items.</summary>
public interface IAsyncStream
{
    /// <summary>Whether a subscriber can ask for items of the past.</summary>
    bool IsRewindable { get; }

    /// <summary>The provider's name.</summary>
    string ProviderName { get; }

    /// <summary>The stream's name.</summary>
    StreamId StreamId { get; }
}
