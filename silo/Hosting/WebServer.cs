using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using MoCluster.Silo.Configuration;

namespace MoCluster.Silo.Hosting;

/// <summary>
/// Kestrel, which says when its port is bound, so that the store is opened only then, and which takes no longer than its share of the time to
/// stop, so that the grains have theirs.
/// </summary>
/// <param name="kestrel">Kestrel.</param>
/// <param name="urls">Where it listens.</param>
internal sealed class WebServer([FromKeyedServices(WebServer.Inner)] IServer kestrel, ListenUrls urls) : IServer
{
    /// <summary>The key of the server that this one watches.</summary>
    public const string Inner = "kestrel";

    private readonly TaskCompletionSource _bound = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the port is bound; fails when it cannot be.</summary>
    public Task Bound => _bound.Task;

    /// <inheritdoc />
    public IFeatureCollection Features => kestrel.Features;

    /// <inheritdoc />
    /// <exception cref="StartException">The port cannot be bound.</exception>
    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        try
        {
            await kestrel.StartAsync(application, cancellationToken);
            _bound.SetResult();
        }
        catch (Exception failure)
        {
            if (Explain(failure) is not { } explained)
            {
                _bound.TrySetException(failure);
                throw;
            }

            _bound.TrySetException(explained);
            throw explained;
        }
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var share = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        share.CancelAfter(StopTimes.Requests);
        await kestrel.StopAsync(share.Token);
    }

    /// <inheritdoc />
    public void Dispose() => kestrel.Dispose();

    private StartException? Explain(Exception failure) => failure switch
    {
        IOException { InnerException: AddressInUseException } => new StartException(
            $"a port of {string.Join(", ", urls.Values)} is taken by another process. Stop that one, or listen elsewhere, for example "
            + "with urls=http://127.0.0.1:8081.",
            failure),
        SocketException => new StartException(
            $"it may not listen on {string.Join(", ", urls.Values)} ({failure.Message}). Listen elsewhere, for example with urls={ListenUrls.Default}.",
            failure),
        _ => null,
    };
}
