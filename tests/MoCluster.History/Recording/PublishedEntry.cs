namespace MoCluster.History;

/// <summary>An event that a client published.</summary>
/// <param name="Stream">The stream, <c>namespace/routing key</c>.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Priority">The priority.</param>
/// <param name="Key">The key; the subject if no key was given.</param>
public sealed record PublishedEntry(string Stream, string Subject, int Priority, string Key);
