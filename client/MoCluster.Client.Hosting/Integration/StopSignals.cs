namespace MoCluster.Client.Hosting.Integration;

/// <summary>How a stop goes on after no more events come.</summary>
/// <param name="Cut">Cancels the handlers that still run; their events are given back.</param>
/// <param name="End">Ends all calls of the server. What is not settled comes again when its lease ends.</param>
internal readonly record struct StopSignals(CancellationToken Cut, CancellationToken End);
