using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Namespaces;

/// <summary>What holds for events that integrations send (os2mo.md §1.3 and §1.4), and what they become.</summary>
public static class PublicationRules
{
    /// <summary>Checks a publication. Priority and subject come before anything about the namespace, as in OS2mo.</summary>
    /// <param name="publication">What is to be published.</param>
    /// <param name="options">The limits.</param>
    /// <returns>The first thing that is wrong; null when nothing is.</returns>
    public static Refusal? Check(Publication publication, PublicationOptions options)
    {
        var events = publication.Events;
        if (events.IsDefaultOrEmpty)
            return new Refusal(RefusalCode.InvalidInput, "A publication has at least one event.", "input.events");
        if (events.Length > options.MaxEvents)
        {
            return new Refusal(
                RefusalCode.InvalidInput, $"A publication has at most {options.MaxEvents} events; this one has {events.Length}.", "input.events");
        }

        for (var index = 0; index < events.Length; index++)
        {
            if (Check(events[index]) is not { } refusal)
                continue;
            var path = events.Length == 1 ? "input" : $"input.events[{index}]";
            return refusal with { Path = $"{path}.{refusal.Path}" };
        }

        return publication.Idempotency is { } key
            ? NameRules.Check(key.Key, "idempotency key", "idempotency_key", IdempotencyKey.MaxLength)
            : null;
    }

    /// <summary>The events as they are committed.</summary>
    /// <param name="namespace">The namespace's canonical name.</param>
    /// <param name="publication">What is published.</param>
    /// <param name="identifiers">Gives events their uuids.</param>
    public static ImmutableArray<EventDraft> Drafts(string @namespace, Publication publication, IIdentifierSource identifiers) =>
        ImmutableArray.CreateRange(publication.Events, published => new EventDraft(
            new StreamKey(@namespace, published.RoutingKey),
            identifiers.Next(),
            published.Subject,
            published.Priority,
            published.Key ?? published.Subject,
            Target: published.Target));

    /// <summary>A hash of what is published: another publication under the same idempotency key is refused by it.</summary>
    /// <param name="namespace">The namespace's canonical name.</param>
    /// <param name="publication">What is published.</param>
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
        if (published.Subject.Length > EventRecord.MaxSubjectLength)
        {
            return new Refusal(
                RefusalCode.InvalidInput, "Too large subject. Only send identifiers as the subject, not data", "subject");
        }

        if (published.Key is { Length: > EventRecord.MaxSubjectLength } key)
        {
            return new Refusal(
                RefusalCode.InvalidInput, $"A key has at most {EventRecord.MaxSubjectLength} characters; this one has {key.Length}.", "key");
        }

        return NameRules.CheckText(published.Subject, "subject", "subject")
            ?? NameRules.CheckText(published.Key ?? "", "key", "key")
            ?? NameRules.Check(published.RoutingKey, "routing key", "routing_key");
    }

    private static void Append(IncrementalHash hash, string text)
    {
        // Every part with its length, so that no two publications run together into the same bytes.
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
