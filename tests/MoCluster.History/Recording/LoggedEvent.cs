namespace MoCluster.History;

/// <summary>An event as the store held it at the end of the run.</summary>
/// <param name="Number">The number in its stream.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Priority">The priority.</param>
/// <param name="Key">The key.</param>
/// <param name="Object">The object whose registration the event announces; null for events that clients published.</param>
/// <param name="Registration">The number of that registration.</param>
/// <param name="Listener">The only listener that the event is for; null for all.</param>
/// <param name="Owner">The only owner whose listeners the event is for; null for all.</param>
public sealed record LoggedEvent(
    long Number, string Subject, int Priority, string Key, string? Object = null, long Registration = 0,
    Guid? Listener = null, Guid? Owner = null);
