using MoCluster.Client.Hosting.Handling;
using MoCluster.Client.Hosting.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MoCluster.Client.Hosting.Integration;

/// <summary>
/// Runs a worker for each listener while the host runs. When the host stops, no more events come, handlers that run may finish until shortly before the
/// host's shutdown timeout is over, and the rest is given back.
/// </summary>
internal sealed class IntegrationService : IHostedService, IDisposable
{
    private readonly ListenerWorker[] _workers;
    private readonly TimeSpan _drain;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _cut = new();
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenRegistration _stopped;
    private Task _running = Task.CompletedTask;
    private ITimer? _patience;
    private bool _isDisposed;

    public IntegrationService(
        IEnumerable<ListenerRegistration> registrations,
        IOptions<MoIntegrationOptions> integration,
        IOptionsMonitor<MoListenerOptions> listeners,
        IOptions<HostOptions> host,
        MoClient client,
        ProcessMetrics metrics,
        IServiceScopeFactory scopes,
        IHostApplicationLifetime lifetime,
        ILoggerFactory logs,
        TimeProvider time)
    {
        _time = time;
        _drain = DrainTime(host.Value.ShutdownTimeout, integration.Value.GiveBackTime);
        _stopped = lifetime.ApplicationStopping.Register(BeginStop);
        var log = logs.CreateLogger(HostingLog.Category);
        _workers = [.. registrations.Select(NewWorker)];

        ListenerWorker NewWorker(ListenerRegistration registration)
        {
            var options = listeners.Get(registration.Name);
            var desk = new EventDesk(
                registration.Name,
                new HandlingOrder(options.Parallelism),
                new HandlerRunner(registration, options, scopes, metrics, time, log),
                new EventSettler(registration.Name, client.Tokens, time, log),
                new LeaseKeeper(registration.Name, client.Tokens, time, log),
                log,
                new StopSignals(_cut.Token, _end.Token));
            return new ListenerWorker(
                registration.Declaration(integration.Value.Name, options),
                options.WindowOrDefault,
                client,
                desk,
                new ListenerHealth(registration.Name, time),
                integration.Value.MaxDeclarePause,
                time,
                log);
        }
    }

    /// <summary>How the listeners are.</summary>
    public IEnumerable<ListenerHealth> Health => _workers.Select(worker => worker.Health);

    /// <summary>How long handlers may go on after a stop began.</summary>
    /// <param name="timeout">The host's shutdown timeout.</param>
    /// <param name="giveBack">How much of it is kept to give events back.</param>
    public static TimeSpan DrainTime(TimeSpan timeout, TimeSpan giveBack) =>
        timeout < TimeSpan.Zero ? Timeout.InfiniteTimeSpan
        : timeout - (giveBack < timeout / 2 ? giveBack : timeout / 2);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(_workers.Select(worker => Task.Run(() => worker.RunAsync(_stopping.Token), CancellationToken.None)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        BeginStop();
        await using var end = cancellationToken.Register(End).ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    public void Dispose()
    {
        // The container knows it as two services, and disposes it for each.
        if (_isDisposed)
            return;
        _isDisposed = true;
        _stopped.Dispose();
        _patience?.Dispose();
        _stopping.Cancel();
        _cut.Cancel();
        _end.Cancel();
        _stopping.Dispose();
        _cut.Dispose();
        _end.Dispose();
    }

    private void BeginStop()
    {
        // Handlers go on in the callbacks of a cancellation, so none may hold up the stop.
        _patience ??= _time.CreateTimer(_ => _ = _cut.CancelAsync(), null, _drain, Timeout.InfiniteTimeSpan);
        _ = _stopping.CancelAsync();
    }

    private void End()
    {
        _ = _cut.CancelAsync();
        _ = _end.CancelAsync();
    }
}
