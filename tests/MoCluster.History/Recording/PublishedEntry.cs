namespace MoCluster.History;

/// <summary>An event that a client published.</summary>
/// <param name="Stream">Its stream, <c>namespace/routing key</c>.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Key">Its key; the subject when none was named.</param>
public sealed record PublishedEntry(string Stream, string Subject, int Priority, string Key);
