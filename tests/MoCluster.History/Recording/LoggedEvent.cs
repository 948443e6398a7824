namespace MoCluster.History;

/// <summary>An event as the store holds it when the run is over.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Key">Its key.</param>
/// <param name="Object">The object of whose registration it speaks; null for events that clients published.</param>
/// <param name="Registration">The number of that registration.</param>
/// <param name="Listener">The one listener to which it speaks; null for all.</param>
/// <param name="Owner">The one owner to whose listeners it speaks; null for all.</param>
public sealed record LoggedEvent(
    long Number, string Subject, int Priority, string Key, string? Object = null, long Registration = 0,
    Guid? Listener = null, Guid? Owner = null);
