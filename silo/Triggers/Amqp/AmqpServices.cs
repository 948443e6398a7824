namespace MoCluster.Silo.Triggers.Amqp;

/// <summary>Adds the publication of messages over AMQP to the services of the process.</summary>
internal static class AmqpServices
{
    /// <summary>Adds it. Nothing connects to the broker while it is not enabled.</summary>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddAmqp(this IServiceCollection services) => services
        .AddSingleton<AmqpBroker>()
        .AddSingleton<ChangePublisher>()
        .AddSingleton<TriggerMessages>()
        .AddSingleton<TriggerMessageSender>();
}
