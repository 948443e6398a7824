namespace MoCluster.Cli.Bench;

/// <summary>What was measured.</summary>
/// <param name="Plan">What it was asked for.</param>
/// <param name="Sending">How long the sending took.</param>
/// <param name="Consuming">How long it took to receive and acknowledge all of it.</param>
internal sealed record BenchFigures(BenchPlan Plan, TimeSpan Sending, TimeSpan Consuming)
{
    /// <summary>How many events were sent a second, durably.</summary>
    public double SentPerSecond => Plan.Events / Sending.TotalSeconds;

    /// <summary>How many events were consumed and acknowledged a second, durably.</summary>
    public double ConsumedPerSecond => Plan.Events / Consuming.TotalSeconds;
}
