namespace MoCluster.Silo.Triggers.Http;

/// <summary>An endpoint gave no answer that could be judged.</summary>
/// <param name="message">What happened.</param>
internal sealed class EndpointSilentException(string message) : Exception(message)
{
    /// <summary>Whether the endpoint may have got the call.</summary>
    public bool WasReached { get; init; } = true;

    /// <summary>When the endpoint is called again, if it was not called because too many calls had failed; null if it was called.</summary>
    public TimeSpan? IsCalledAgainIn { get; init; }
}
