namespace MoCluster.Simulation.Storage;

/// <summary>The clock of the store's machine. It may be ahead of the run's, jumps forward, and never goes back.</summary>
/// <param name="run">The run's clock.</param>
internal sealed class StoreTime(TimeProvider run) : TimeProvider
{
    /// <summary>How far it is ahead.</summary>
    public TimeSpan Ahead { get; set; }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => run.GetUtcNow() + Ahead;
}
