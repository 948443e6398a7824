namespace MoCluster.GraphQL.Execution.Loaders;

/// <summary>Loads values by keys, many at a time.</summary>
/// <typeparam name="TKey">The class of the keys.</typeparam>
/// <typeparam name="TValue">The class of the values.</typeparam>
public sealed class BatchLoader<TKey, TValue> : BatchLoader
    where TKey : notnull
{
    /// <summary>Creates a loader.</summary>
    /// <param name="name">What it loads, for diagnostics.</param>
    /// <param name="load">
    /// Loads the values of distinct keys; a key missing in the answer has the value default. If it throws, every field that
    /// asked for one of the keys fails with that error.
    /// </param>
    /// <param name="maxBatchSize">The most keys in one call.</param>
    public BatchLoader(
        string name,
        Func<IReadOnlyList<TKey>, BatchContext, ValueTask<IReadOnlyDictionary<TKey, TValue>>> load,
        int maxBatchSize = 1_000)
        : base(name, maxBatchSize) => LoadBatch = load;

    internal Func<IReadOnlyList<TKey>, BatchContext, ValueTask<IReadOnlyDictionary<TKey, TValue>>> LoadBatch { get; }

    internal override LoaderState CreateState(ExecutionScheduler scheduler) => new LoaderState<TKey, TValue>(this, scheduler);
}
