namespace MoCluster.Client.Hosting.Integration;

/// <summary>What the program changes in the options of the client.</summary>
internal sealed record ClientChange(Func<IServiceProvider, MoClientOptions, MoClientOptions> Change);
