namespace MoCluster.Client.Hosting.Integration;

/// <summary>A listener of the integration and what handles its events.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="RoutingKey">The routing key.</param>
/// <param name="Handle">Handles an event with the services of its scope.</param>
internal sealed record ListenerRegistration(
    string Namespace, string RoutingKey, Func<IServiceProvider, MoEvent, CancellationToken, Task<MoOutcome>> Handle)
{
    /// <summary>The name of its options, and of its place in the configuration.</summary>
    public string Name => $"{Namespace}/{RoutingKey}";

    /// <summary>What the server is asked to have.</summary>
    /// <param name="integration">The name of the integration.</param>
    /// <param name="options">The options of the listener.</param>
    public ListenerDeclaration Declaration(string integration, MoListenerOptions options) =>
        new(Namespace, RoutingKey, options.UserKey ?? $"{integration}/{Name}")
        {
            Group = options.Group,
            Lease = options.Lease,
            MaxBackOff = options.MaxBackOff,
            MaxAttempts = options.MaxDeliveries,
        };
}
