namespace Orleans.Concurrency;

/// <summary>Calls to one key are spread over several activations, each as good as the other.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StatelessWorkerAttribute : Attribute
{
    /// <summary>As many activations as the machine has processors.</summary>
    public StatelessWorkerAttribute() => MaxLocalWorkers = -1;

    /// <summary>A bounded number of activations.</summary>
    /// <param name="maxLocalWorkers">The most activations of one key, 1 or more.</param>
    public StatelessWorkerAttribute(int maxLocalWorkers) => MaxLocalWorkers = maxLocalWorkers;

    internal int MaxLocalWorkers { get; }
}
