using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Events;

namespace MoCluster.Grains.Namespaces;

/// <summary>Checks the events that integrations send (docs/os2mo.md §3 and §4), and makes the drafts that are committed.</summary>
public static class PublicationRules
{
    /// <summary>The path with which paths of refusals begin: the list of events.</summary>
    public const string Path = "events";

    /// <summary>The path of an event in a publication.</summary>
    /// <param name="index">The event's index, from 0.</param>
    public static string PathOf(int index) => $"{Path}[{index}]";

    /// <summary>Checks a publication. Priority and subject are checked before anything about the namespace, as in OS2mo.</summary>
    /// <param name="publication">The publication.</param>
    /// <param name="options">The limits.</param>
    /// <returns>The refusal of the first wrong value, with a path such as <c>events[3].subject</c>; null when all are right.</returns>
    public static Refusal? Check(Publication publication, PublicationOptions options)
    {
        var events = publication.Events;
        if (events.IsDefaultOrEmpty)
            return new Refusal(RefusalCode.InvalidInput, "A publication has at least one event.", Path);
        if (events.Length > options.MaxEvents)
        {
            return new Refusal(
                RefusalCode.InvalidInput, $"A publication has at most {options.MaxEvents} events; this one has {events.Length}.", Path);
        }

        for (var index = 0; index < events.Length; index++)
        {
            if (Check(events[index]) is not { } refusal)
                continue;
            return refusal with { Path = $"{PathOf(index)}.{refusal.Path}" };
        }

        return publication.Idempotency is { } key
            ? NameRules.CheckIdempotencyKey(key.Key)
            : null;
    }

    /// <summary>Makes the drafts of the events.</summary>
    /// <param name="namespace">The namespace's canonical name.</param>
    /// <param name="publication">The publication.</param>
    /// <param name="cause">The trace parent of the span that causes the events; null for none.</param>
    /// <param name="identifiers">Gives events their uuids.</param>
    public static ImmutableArray<EventDraft> Drafts(
        string @namespace, Publication publication, string? cause, IIdentifierSource identifiers) =>
        ImmutableArray.CreateRange(publication.Events, published => new EventDraft(
            new StreamKey(@namespace, published.RoutingKey),
            identifiers.Next(),
            published.Subject,
            published.Priority,
            published.Key ?? published.Subject,
            Target: published.Target,
            TraceParent: cause));

    /// <summary>Hashes a publication, so that a different one under the same idempotency key is refused.</summary>
    /// <param name="namespace">The namespace's canonical name.</param>
    /// <param name="publication">The publication.</param>
    public static ImmutableArray<byte> Hash(string @namespace, Publication publication)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, @namespace);
        foreach (var published in publication.Events)
        {
            Append(hash, published.RoutingKey);
            Append(hash, published.Subject);
            Append(hash, published.Key ?? published.Subject);
            Append(hash, published.Priority);
            Append(hash, published.Target is { } target ? $"{target.Kind}/{target.Uuid:D}" : "");
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(hash.GetHashAndReset());
    }

    /// <summary>Checks an event; the path of a refusal begins at the event.</summary>
    private static Refusal? Check(PublishedEvent published)
    {
        if (published.Priority < 1)
            return new Refusal(RefusalCode.InvalidInput, "priority must be natural", "priority");
        return CheckSubject(published.Subject)
            ?? (published.Key is { } key ? CheckKey(key) : null)
            ?? NameRules.Check(published.RoutingKey, "routing key", "routing_key");
    }

    private static Refusal? CheckSubject(string subject)
    {
        if (subject.Length == 0)
            return new Refusal(RefusalCode.InvalidInput, "A subject has at least one character.", "subject");
        return NameRules.Subject.Holds(subject)
            ? StorableText.Check(subject, "subject", "subject")
            : new Refusal(RefusalCode.InvalidInput, "Too large subject. Only send identifiers as the subject, not data", "subject");
    }

    private static Refusal? CheckKey(string key) => key.Length == 0
        ? new Refusal(RefusalCode.InvalidInput, "A key has at least one character; without a key, the subject is the key.", "key")
        : NameRules.Subject.Check(key, "key", "key");

    private static void Append(IncrementalHash hash, string text)
    {
        // Every part is preceded by its length, so that no two different publications hash the same bytes.
        Append(hash, text.Length);
        hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private static void Append(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
