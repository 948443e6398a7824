using MoCluster.Grains;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Diagnostics;
using RabbitMQ.Client.Exceptions;

namespace MoCluster.Silo.Triggers.Amqp;

/// <summary>
/// Publishes messages to the broker, each with its confirmation. It connects when the first message is published, and again after the connection ended, with
/// pauses that double. Any thread may use it.
/// </summary>
/// <param name="options">The broker and the limits.</param>
/// <param name="time">Measures pauses.</param>
/// <param name="log">Logs connections.</param>
internal sealed class AmqpBroker(AmqpOptions options, TimeProvider time, ILogger<AmqpBroker> log) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private volatile BrokerSession? _session;
    private Outage? _outage;

    /// <summary>What keeps the silo from publishing; null while it is connected, or before it has tried.</summary>
    public string? Problem => Volatile.Read(ref _outage)?.Reason;

    /// <summary>Waits until the broker is connected.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task ConnectAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await SessionAsync(cancellation);
                return;
            }
            catch (BrokerUnreachableException outage)
            {
                await Task.Delay(outage.RetryAfter, time, cancellation);
            }
        }
    }

    /// <summary>Publishes a message, and waits until the broker has confirmed it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellation">Ends the wait. The message may arrive all the same.</param>
    /// <exception cref="BrokerUnreachableException">There is no connection, or no confirmation. The message may have arrived.</exception>
    /// <exception cref="BrokerRefusedException">The broker refused the message.</exception>
    public async Task PublishAsync(BrokerMessage message, CancellationToken cancellation)
    {
        var isPublished = false;
        try
        {
            var session = await SessionAsync(cancellation);
            await PublishAsync(session, message, cancellation);
            isPublished = true;
        }
        finally
        {
            GrainMetrics.MessagePublished(isPublished);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _session, null) is { } session)
            await session.DisposeAsync();
        _turn.Dispose();
    }

    private async Task PublishAsync(BrokerSession session, BrokerMessage message, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(options.ConfirmTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await session.PublishAsync(message, either.Token);
        }
        catch (PublishException refused)
        {
            throw new BrokerRefusedException($"The broker refused a message to {message.Exchange}.", refused);
        }
        catch (OperationInterruptedException refused) when (session.IsOpen)
        {
            throw new BrokerRefusedException($"The broker refused the exchange {message.Exchange}: {refused.ShutdownReason?.ReplyText}", refused);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new BrokerUnreachableException(
                $"The broker {Name} did not confirm a message within {options.ConfirmTimeout.TotalSeconds:0.###} s (Amqp:ConfirmTimeout).", TimeSpan.Zero);
        }
        catch (Exception lost) when (lost is not OperationCanceledException)
        {
            throw new BrokerUnreachableException($"The connection to the broker {Name} ended: {lost.Message}", TimeSpan.Zero, lost);
        }
    }

    /// <summary>The host and port of the broker. Its address holds a password, which no log gets.</summary>
    private string Name => options.Address.Authority[(options.Address.Authority.LastIndexOf('@') + 1)..];

    private async ValueTask<BrokerSession> SessionAsync(CancellationToken cancellation)
    {
        if (_session is { IsOpen: true } open)
            return open;
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_session is { IsOpen: true } opened)
                return opened;
            if (_outage is { } outage && outage.Left(time) is var left && left > TimeSpan.Zero)
                throw new BrokerUnreachableException(outage.Reason, left);
            if (_session is { } ended)
                await ended.DisposeAsync();
            _session = null;
            return await OpenAsync(cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<BrokerSession> OpenAsync(CancellationToken cancellation)
    {
        try
        {
            var session = await BrokerSession.OpenAsync(options, cancellation);
            session.WhenEnded(reason => log.BrokerLost(Name, reason));
            session.WhenBlocked(reason => log.BrokerBlocked(Name, reason));
            log.BrokerConnected(Name, options.Exchange);
            Volatile.Write(ref _outage, null);
            return _session = session;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            var pause = _outage is { } before ? Min(before.Pause * 2, options.LongestReconnect) : options.ReconnectAfter;
            // RabbitMQ's client wraps the cause in an exception that says only that no endpoint was reachable.
            var reason = $"The broker {Name} cannot be reached: {failure.GetBaseException().Message}";
            if (_outage is null)
                log.BrokerOutOfReach(reason);
            Volatile.Write(ref _outage, new Outage(reason, pause, time.GetTimestamp()));
            throw new BrokerUnreachableException(reason, pause, failure);
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>Why there is no connection, and how long none is tried.</summary>
    private sealed record Outage(string Reason, TimeSpan Pause, long Since)
    {
        public TimeSpan Left(TimeProvider time) => Pause - time.GetElapsedTime(Since);
    }
}
