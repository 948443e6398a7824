using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace MoCluster.Faults.Amqp;

/// <summary>A consumer with a durable queue of its own. It connects again after a kill of the broker, and acknowledges what it has taken.</summary>
internal sealed class MessageConsumer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly IConnection _connection;
    private readonly List<(string RoutingKey, string Body)> _messages = [];
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MessageConsumer(IConnection connection) => _connection = connection;

    /// <summary>The messages so far, in their order.</summary>
    public (string RoutingKey, string Body)[] Messages
    {
        get
        {
            lock (_messages)
                return [.. _messages];
        }
    }

    /// <summary>Connects, and binds a queue to an exchange.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="exchange">The exchange, which is declared.</param>
    /// <param name="pattern">The pattern of routing keys.</param>
    /// <param name="received">Is called with the body of each message before it is acknowledged; null for nothing.</param>
    public static async Task<MessageConsumer> StartAsync(PrivateBroker broker, string exchange, string pattern = "#", Func<string, Task>? received = null)
    {
        var factory = new ConnectionFactory { Uri = broker.Address, NetworkRecoveryInterval = TimeSpan.FromMilliseconds(200) };
        var connection = await factory.CreateConnectionAsync();
        var consumer = new MessageConsumer(connection);
        var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true);
        var queue = $"{exchange}-{Guid.NewGuid():N}";
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync(queue, exchange, pattern);
        var listener = new AsyncEventingBasicConsumer(channel);
        listener.ReceivedAsync += async (_, message) =>
        {
            var body = Encoding.UTF8.GetString(message.Body.Span);
            if (received is not null)
                await received(body);
            consumer.Take(message.RoutingKey, body);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, listener);
        return consumer;
    }

    /// <summary>Waits until the messages fulfil a condition.</summary>
    /// <param name="enough">The condition.</param>
    public async Task<(string RoutingKey, string Body)[]> WaitAsync(Func<(string RoutingKey, string Body)[], bool> enough)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Task next;
            (string RoutingKey, string Body)[] messages;
            lock (_messages)
                (messages, next) = ([.. _messages], _arrived.Task);
            if (enough(messages))
                return messages;
            await next.WaitAsync(patience.Token);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private void Take(string routingKey, string body)
    {
        TaskCompletionSource arrived;
        lock (_messages)
        {
            _messages.Add((routingKey, body));
            (arrived, _arrived) = (_arrived, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        arrived.SetResult();
    }
}
