namespace MoCluster.Simulator.Activations;

/// <summary>No services, for attributes that ask for some and need none.</summary>
internal sealed class NoServices : IServiceProvider
{
    /// <summary>The one there is.</summary>
    public static readonly NoServices Instance = new();

    private NoServices()
    {
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType) => null;
}
