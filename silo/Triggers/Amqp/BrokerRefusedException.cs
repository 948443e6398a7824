namespace MoCluster.Silo.Triggers.Amqp;

/// <summary>The broker is there, and refused a message: it has no room for it, or its exchange cannot be used.</summary>
/// <param name="message">What the broker said.</param>
/// <param name="innerException">The cause.</param>
internal sealed class BrokerRefusedException(string message, Exception innerException) : Exception(message, innerException);
