using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Primitives;

/// <summary>What holds for every text by which something is named: it is kept by every store, and found again.</summary>
public static class NameRules
{
    /// <summary>Names of namespaces and groups, routing keys, and user keys of listeners.</summary>
    public static TextBound Name { get; } = TextBound.Of(StreamKey.MaxNameLength);

    /// <summary>Subjects and keys of events.</summary>
    public static TextBound Subject { get; } = TextBound.Of(EventRecord.MaxSubjectLength);

    /// <summary>Keys under which results are kept.</summary>
    public static TextBound Idempotency { get; } = TextBound.Of(IdempotencyKey.MaxLength);

    /// <summary>Reasons, for people.</summary>
    public static TextBound Reason { get; } = TextBound.Of(TokenCommand.MaxReasonLength);

    /// <summary>Checks a name.</summary>
    /// <param name="name">What was given.</param>
    /// <param name="what">What it names, for the message.</param>
    /// <param name="path">Where it stands in the input.</param>
    /// <param name="bound">How long it may be; null for <see cref="Name"/>.</param>
    /// <returns>Why it cannot be a name; null when it can.</returns>
    public static Refusal? Check(string name, string what, string path, TextBound? bound = null) => string.IsNullOrWhiteSpace(name)
        ? new Refusal(RefusalCode.InvalidInput, $"{TextBound.Article(what)} {what} has at least one character that is no space.", path)
        : (bound ?? Name).Check(name, what, path);

    /// <summary>Checks a caller's key under which results are kept.</summary>
    /// <param name="key">What was given.</param>
    /// <returns>Why nothing can be kept under it; null when it can.</returns>
    public static Refusal? CheckIdempotencyKey(string key) => Check(key, "idempotency key", "idempotency_key", Idempotency);

    /// <summary>Checks the name of a namespace.</summary>
    /// <param name="name">What was given.</param>
    /// <param name="path">Where it stands in the input.</param>
    /// <returns>Why no namespace can have it; null when one can.</returns>
    public static Refusal? CheckNamespace(string name, string path) => Check(name, "namespace's name", path);
}
