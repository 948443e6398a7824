namespace MoCluster.GraphQL.Execution.Loaders;

/// <summary>What a <see cref="BatchLoader{TKey,TValue}"/> knows of the request for which it loads.</summary>
/// <param name="Request">What the caller gave to the executor as context.</param>
/// <param name="CancellationToken">Ends the request.</param>
public sealed record BatchContext(object? Request, CancellationToken CancellationToken);
