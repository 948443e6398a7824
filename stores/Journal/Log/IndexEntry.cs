namespace MoCluster.Stores.Journal.Log;

/// <summary>Where in a segment an event of a stream stands: one of some, the others are found by reading on from the one before.</summary>
/// <param name="Number">The event's number, the first of the stream in its frame.</param>
/// <param name="Time">Its time.</param>
/// <param name="Offset">The byte at which the frame begins.</param>
/// <param name="Lanes">Of which lanes the stream has events from here to the next entry.</param>
internal readonly record struct IndexEntry(long Number, DateTimeOffset Time, long Offset, LaneSet Lanes);
