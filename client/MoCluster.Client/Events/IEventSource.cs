namespace MoCluster.Client;

/// <summary>Where a stream of events comes from. It connects when it is asked for events, also after it was closed.</summary>
internal interface IEventSource
{
    /// <summary>Receives events, waiting for them. It may receive none, when the server only shows that it is alive.</summary>
    /// <param name="received">Gets the events.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="MoException">The connection ended, or the server refused.</exception>
    Task ReceiveAsync(Queue<MoEvent> received, CancellationToken cancellation);

    /// <summary>Closes the connection, so that the server sends no more.</summary>
    ValueTask CloseAsync();
}
