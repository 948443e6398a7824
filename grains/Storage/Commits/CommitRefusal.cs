namespace MoCluster.Grains.Storage.Commits;

/// <summary>The first precondition of a commit that did not hold.</summary>
/// <param name="Precondition">It, also where another part of the commit implies it.</param>
/// <param name="Found">What stood there instead, in words, for a message or the log.</param>
/// <param name="Holder">Where a key was taken or a reference stood in the way: who holds it, as <c>type/uuid</c> or a uuid; else null.</param>
public sealed record CommitRefusal(Precondition Precondition, string Found, string? Holder = null);
