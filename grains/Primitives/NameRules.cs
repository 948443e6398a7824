using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Primitives;

/// <summary>The rules for names, keys and reasons: every store can keep them, and names can be found again.</summary>
public static class NameRules
{
    /// <summary>Names of namespaces and groups, routing keys, and user keys of listeners.</summary>
    public static TextBound Name { get; } = TextBound.Of(StreamKey.MaxNameLength);

    /// <summary>Subjects and keys of events.</summary>
    public static TextBound Subject { get; } = TextBound.Of(EventRecord.MaxSubjectLength);

    /// <summary>Idempotency keys.</summary>
    public static TextBound Idempotency { get; } = TextBound.Of(IdempotencyKey.MaxLength);

    /// <summary>Reasons that people read.</summary>
    public static TextBound Reason { get; } = TextBound.Of(TokenCommand.MaxReasonLength);

    /// <summary>Checks a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="what">What the name is, for the message.</param>
    /// <param name="path">The place of the name in the input.</param>
    /// <param name="bound">How long the name may be; null for <see cref="Name"/>.</param>
    /// <returns>Why the name is refused; null if it is not.</returns>
    public static Refusal? Check(string name, string what, string path, TextBound? bound = null) => string.IsNullOrWhiteSpace(name)
        ? new Refusal(RefusalCode.InvalidInput, $"{TextBound.Article(what)} {what} has at least one character that is no space.", path)
        : (bound ?? Name).Check(name, what, path);

    /// <summary>Checks an idempotency key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Why the key is refused; null if it is not.</returns>
    public static Refusal? CheckIdempotencyKey(string key) => Check(key, "idempotency key", "idempotency_key", Idempotency);

    /// <summary>Checks the name of a namespace.</summary>
    /// <param name="name">The name.</param>
    /// <param name="path">The place of the name in the input.</param>
    /// <returns>Why the name is refused; null if it is not.</returns>
    public static Refusal? CheckNamespace(string name, string path) => Check(name, "namespace's name", path);
}
