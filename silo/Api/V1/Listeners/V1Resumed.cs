namespace MoCluster.Silo.Api.V1.Listeners;

/// <summary>What a listener goes on with.</summary>
/// <param name="LetGo">How many events it misses at most: those that were let go while it was suspended.</param>
/// <param name="From">With which number its stream began when it was resumed, where it was suspended; null where it was not.</param>
internal sealed record V1Resumed([property: Bounds] long LetGo, long? From);
