using MoCluster.Silo.Configuration.Sections;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace MoCluster.Silo.Triggers.Amqp;

/// <summary>
/// One connection to the broker, until it ends. It has a channel for the silo's own exchange, and one for the exchanges that callers name: an exchange that
/// cannot be used costs its channel only.
/// </summary>
internal sealed class BrokerSession : IAsyncDisposable
{
    /// <summary>How often both sides show that they are alive. After twice this time the connection is over.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>How long the end of a session may take.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    /// <summary>Messages are numbered and confirmed one by one. How many may wait is up to those who publish.</summary>
    private static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);

    private readonly IConnection _connection;
    private readonly IChannel _own;
    private readonly string _exchange;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private IChannel? _others;

    private BrokerSession(IConnection connection, IChannel own, string exchange) => (_connection, _own, _exchange) = (connection, own, exchange);

    /// <summary>Whether messages can be published.</summary>
    public bool IsOpen => _connection.IsOpen && _own.IsOpen;

    /// <summary>Connects, and declares the silo's own exchange.</summary>
    /// <param name="options">The broker and the limits.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public static async Task<BrokerSession> OpenAsync(AmqpOptions options, CancellationToken cancellation)
    {
        var factory = new ConnectionFactory
        {
            Uri = options.Address,
            ClientProvidedName = "mocluster",
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = Heartbeat,
            RequestedConnectionTimeout = options.ConfirmTimeout,
            HandshakeContinuationTimeout = options.ConfirmTimeout,
            ContinuationTimeout = options.ConfirmTimeout,
        };
        var connection = await factory.CreateConnectionAsync(cancellation);
        try
        {
            var own = await connection.CreateChannelAsync(Confirmed, cancellation);
            await DeclareAsync(own, options.Exchange, cancellation);
            return new BrokerSession(connection, own, options.Exchange);
        }
        catch
        {
            await EndAsync(connection);
            throw;
        }
    }

    /// <summary>Calls a method once when the connection has ended.</summary>
    /// <param name="ended">Gets the reason.</param>
    public void WhenEnded(Action<string> ended) => _connection.ConnectionShutdownAsync += (_, shutdown) =>
    {
        ended(shutdown.ReplyText);
        return Task.CompletedTask;
    };

    /// <summary>Calls a method whenever the broker takes no messages for want of memory or disk.</summary>
    /// <param name="blocked">Gets the reason.</param>
    public void WhenBlocked(Action<string> blocked) => _connection.ConnectionBlockedAsync += (_, reason) =>
    {
        blocked(reason.Reason);
        return Task.CompletedTask;
    };

    /// <summary>Publishes a message, and waits for its confirmation.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="PublishException">The broker refused the message.</exception>
    /// <exception cref="OperationInterruptedException">The broker closed the channel, or the connection ended.</exception>
    public async Task PublishAsync(BrokerMessage message, CancellationToken cancellation)
    {
        var properties = new BasicProperties { Persistent = true, ContentType = message.ContentType };
        var channel = message.Exchange == _exchange ? _own : await ChannelToAsync(message.Exchange, cancellation);
        await channel.BasicPublishAsync(message.Exchange, message.RoutingKey, mandatory: false, properties, message.Body, cancellation);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await EndAsync(_connection);
        _turn.Dispose();
    }

    /// <summary>The channel for exchanges that callers name. It is made anew after the broker closed it.</summary>
    private async Task<IChannel> ChannelToAsync(string exchange, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_others is not { IsOpen: true })
            {
                _declared.Clear();
                _others = await _connection.CreateChannelAsync(Confirmed, cancellation);
            }

            if (!_declared.Contains(exchange))
            {
                await DeclareAsync(_others, exchange, cancellation);
                _declared.Add(exchange);
            }

            return _others;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static Task DeclareAsync(IChannel channel, string exchange, CancellationToken cancellation) =>
        channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellation);

    private static async Task EndAsync(IConnection connection)
    {
        try
        {
            await connection.CloseAsync(Farewell);
        }
        catch (Exception)
        {
            // It has ended already, or the broker does not answer. Nothing that was confirmed depends on a farewell.
        }

        await connection.DisposeAsync();
    }
}
