using MoCluster.Client.Hosting.Health;
using Microsoft.Extensions.Logging;

namespace MoCluster.Client.Hosting.Integration;

/// <summary>Declares a listener, until that succeeds, and consumes its events, until the program stops.</summary>
internal sealed class ListenerWorker(
    ListenerDeclaration declaration, int window, MoClient client, EventDesk desk, ListenerHealth health, TimeSpan maxPause, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);

    private TimeSpan _pause = s_firstPause;
    private Task? _keeping;

    /// <summary>How the listener is.</summary>
    public ListenerHealth Health => health;

    /// <summary>Works until the program stops, and then until everything is settled that it holds.</summary>
    /// <param name="stopping">Ends the consumption.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var drained = new CancellationTokenSource();
        while (!stopping.IsCancellationRequested)
            await ConsumeOrPauseAsync(stopping, drained.Token).ConfigureAwait(false);
        await desk.DrainAsync().ConfigureAwait(false);
        await drained.CancelAsync().ConfigureAwait(false);
        if (_keeping is not null)
            await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ConsumeOrPauseAsync(CancellationToken stopping, CancellationToken drained)
    {
        try
        {
            var listener = await client.Listeners.DeclareAsync(declaration, stopping).ConfigureAwait(false);
            _keeping ??= desk.KeepLeasesAsync(listener.Info!.Lease, drained);
            health.Declared();
            HostingLog.Declared(log, declaration.UserKey, listener.Uuid);
            await ConsumeAsync(listener, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The program stops.
        }
        catch (Exception failure)
        {
            // Whatever it is, the listener is tried again: a worker that ended would be seen by nobody.
            health.Refused(failure.Message);
            HostingLog.NotDeclared(log, failure is MoException ? null : failure, declaration.UserKey, _pause.TotalSeconds, CodeOf(failure), failure.Message);
            await PauseAsync(stopping).ConfigureAwait(false);
        }
    }

    private async Task ConsumeAsync(MoListener listener, CancellationToken stopping)
    {
        var options = new ConsumeOptions { Window = window, Opened = Opened, Interrupted = Interrupted };
        await foreach (var taken in listener.ConsumeAsync(options, stopping).ConfigureAwait(false))
            desk.Take(taken);
    }

    private void Opened()
    {
        _pause = s_firstPause;
        health.Opened();
    }

    private void Interrupted(MoException failure)
    {
        health.Interrupted(failure.Message);
        HostingLog.Interrupted(log, declaration.UserKey, failure.Message);
    }

    private static string CodeOf(Exception failure) => failure is MoException refusal ? refusal.Code : failure.GetType().Name;

    private async Task PauseAsync(CancellationToken stopping)
    {
        await Task.Delay(_pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _pause = _pause * 2 < maxPause ? _pause * 2 : maxPause;
    }
}
