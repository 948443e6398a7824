namespace MoCluster.Simulator.Activations;

/// <summary>A service provider without services, for attributes that take one and need none.</summary>
internal sealed class NoServices : IServiceProvider
{
    /// <summary>The only instance.</summary>
    public static readonly NoServices Instance = new();

    private NoServices()
    {
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType) => null;
}
