namespace MoCluster.Grains.Storage.Commits;

/// <summary>The first precondition of a commit that did not hold.</summary>
/// <param name="Precondition">The precondition, which another part of the commit may imply.</param>
/// <param name="Found">What was found instead, in words for a message or the log.</param>
/// <param name="Holder">Who holds the key or the reference that prevents the commit, as <c>type/uuid</c> or a uuid; null if there is no such holder.</param>
public sealed record CommitRefusal(Precondition Precondition, string Found, string? Holder = null);
