namespace MoCluster.Cli.Bench;

/// <summary>What is measured.</summary>
/// <param name="Events">How many events are sent and consumed.</param>
/// <param name="Batch">How many are sent at once.</param>
/// <param name="Senders">How many batches are sent at the same time.</param>
/// <param name="Window">How many events the consumer may have unacknowledged.</param>
internal sealed record BenchPlan(int Events, int Batch, int Senders, int Window);
