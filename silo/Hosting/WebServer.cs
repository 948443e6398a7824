using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using MoCluster.Silo.Configuration;

namespace MoCluster.Silo.Hosting;

/// <summary>
/// Wraps Kestrel. It reports when the port is bound, because the store is opened only then, and limits how long Kestrel's stop takes, so that
/// the grains get their share of the stop time.
/// </summary>
/// <param name="kestrel">The wrapped server.</param>
/// <param name="urls">The addresses, for messages.</param>
internal sealed class WebServer([FromKeyedServices(WebServer.Inner)] IServer kestrel, ListenUrls urls) : IServer
{
    /// <summary>The service key of the wrapped server.</summary>
    public const string Inner = "kestrel";

    private readonly TaskCompletionSource _bound = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the port is bound, and fails when it cannot be bound.</summary>
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
