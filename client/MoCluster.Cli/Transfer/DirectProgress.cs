namespace MoCluster.Cli.Transfer;

/// <summary>Is told how far something is, at once and in order, unlike .NET's own.</summary>
/// <param name="report">Is called each time.</param>
internal sealed class DirectProgress<T>(Action<T> report) : IProgress<T>
{
    /// <inheritdoc />
    public void Report(T value) => report(value);
}
