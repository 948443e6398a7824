namespace MoCluster.Silo.Triggers.Amqp;

/// <summary>A message to publish. It is persistent: the broker confirms it when it is safe.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="RoutingKey">The routing key.</param>
/// <param name="Body">The body.</param>
/// <param name="ContentType">The type of the body.</param>
internal sealed record BrokerMessage(string Exchange, string RoutingKey, ReadOnlyMemory<byte> Body, string ContentType);
