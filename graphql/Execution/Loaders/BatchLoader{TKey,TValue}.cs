namespace MoCluster.GraphQL.Execution.Loaders;

/// <summary>Loads values by keys, many keys in one call.</summary>
/// <typeparam name="TKey">The class of the keys.</typeparam>
/// <typeparam name="TValue">The class of the values.</typeparam>
public sealed class BatchLoader<TKey, TValue> : BatchLoader
    where TKey : notnull
{
    /// <summary>Creates a loader.</summary>
    /// <param name="name">What the loader loads; used in error messages.</param>
    /// <param name="load">
    /// Loads the values of distinct keys. A key that is missing in the result gets the default value. If it throws, every field that asked
    /// for one of the keys fails with that exception.
    /// </param>
    /// <param name="maxBatchSize">The most keys in one call; at least 1.</param>
    public BatchLoader(
        string name,
        Func<IReadOnlyList<TKey>, BatchContext, ValueTask<IReadOnlyDictionary<TKey, TValue>>> load,
        int maxBatchSize = 1_000)
        : base(name, maxBatchSize) => LoadBatch = load;

    internal Func<IReadOnlyList<TKey>, BatchContext, ValueTask<IReadOnlyDictionary<TKey, TValue>>> LoadBatch { get; }

    internal override LoaderState CreateState(ExecutionScheduler scheduler) => new LoaderState<TKey, TValue>(this, scheduler);
}
