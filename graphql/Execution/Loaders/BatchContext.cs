namespace MoCluster.GraphQL.Execution.Loaders;

/// <summary>What a <see cref="BatchLoader{TKey,TValue}"/> receives about the request that it loads for.</summary>
/// <param name="Request">The context that the caller gave to the executor.</param>
/// <param name="CancellationToken">Cancelled when the caller cancels the request, or its time is over.</param>
public sealed record BatchContext(object? Request, CancellationToken CancellationToken);
