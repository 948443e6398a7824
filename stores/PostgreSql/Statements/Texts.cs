using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using MoCluster.GrainInterfaces;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql.Statements;

/// <summary>Values as the server reads them in text form, and the texts that it cannot hold.</summary>
internal static class Texts
{
    /// <summary>
    /// Refuses a commit that holds a text with U+0000 or half of a surrogate pair: no PostgreSQL text can hold either, and the server
    /// would refuse the whole group for it.
    /// </summary>
    /// <exception cref="ArgumentException">It holds one; the message says where.</exception>
    public static void Check(Commit commit)
    {
        foreach (var draft in commit.Events)
        {
            Check(draft.Subject, "an event's subject");
            Check(draft.Key, "an event's key");
            Check(draft.Stream, "an event's stream");
            Check(draft.Registration?.Object.Type, "the type of an event's object");
        }

        foreach (var write in commit.Registrations)
            Check(write);
        foreach (var precondition in commit.Preconditions)
            Check(precondition);
        foreach (var group in commit.Groups)
            Check(group);
        foreach (var due in commit.Struck)
            Check(due.Object.Type, "the type of a due object");
        foreach (var definition in commit.Definitions)
            Check(definition);
        foreach (var result in commit.Results)
            Check(result.Key);
    }

    /// <summary>Intervals as a multirange of ticks.</summary>
    public static string Multirange(ImmutableArray<Validity> intervals)
    {
        // As a string builder, but in memory that is shared.
        var text = new DefaultInterpolatedStringHandler(0, 2 * intervals.Length, CultureInfo.InvariantCulture);
        text.AppendLiteral("{");
        var separator = "[";
        foreach (var interval in intervals)
        {
            if (interval.IsEmpty)
                continue;
            text.AppendLiteral(separator);
            text.AppendFormatted(interval.From.UtcTicks);
            text.AppendLiteral(",");
            text.AppendFormatted(interval.To.UtcTicks);
            text.AppendLiteral(")");
            separator = ",[";
        }

        text.AppendLiteral("}");
        return text.ToStringAndClear();
    }

    /// <summary>A multirange of ticks as intervals.</summary>
    public static ImmutableArray<Validity> Intervals(NpgsqlRange<long>[] ranges)
    {
        var intervals = ImmutableArray.CreateBuilder<Validity>(ranges.Length);
        foreach (var range in ranges)
            intervals.Add(new Validity(Instant(range.LowerBound), Instant(range.UpperBound)));
        return intervals.MoveToImmutable();
    }

    /// <summary>An instant of ticks.</summary>
    public static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);

    /// <summary>Texts as an array literal.</summary>
    public static string TextArray(ImmutableArray<string> values)
    {
        var text = new DefaultInterpolatedStringHandler(0, values.Length);
        text.AppendLiteral("{");
        var separator = "\"";
        foreach (var value in values)
        {
            text.AppendLiteral(separator);
            text.AppendLiteral(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal));
            text.AppendLiteral("\"");
            separator = ",\"";
        }

        text.AppendLiteral("}");
        return text.ToStringAndClear();
    }

    private static void Check(RegistrationWrite write)
    {
        Check(write.Object.Type, "an object's type");
        Check(write.Note, "a registration's note");
        foreach (var reference in write.References)
        {
            Check(reference.Field, "a reference's field");
            Check(reference.Target.Type, "the type of a reference's target");
        }

        foreach (var userKey in write.UserKeys)
            Check(userKey, "a user key");
        foreach (var key in write.Keys)
            Check(key);
    }

    private static void Check(GroupWrite group)
    {
        foreach (var entry in group.Leases.SelectMany(lease => lease.Entries))
            Check(entry.Subject, "a leased subject");
        foreach (var progress in group.Listeners)
        {
            foreach (var subject in progress.RowsDropped)
                Check(subject, "the subject of an entry row");
            foreach (var row in progress.Rows)
            {
                Check(row.Subject, "the subject of an entry row");
                Check(row.Reason, "the reason of an entry row");
                foreach (var record in row.Events)
                {
                    Check(record.Subject, "an event's subject");
                    Check(record.Key, "an event's key");
                }
            }
        }
    }

    private static void Check(Precondition precondition)
    {
        switch (precondition)
        {
            case Precondition.ObjectAt { Object.Type: var type }:
                Check(type, "an object's type");
                break;
            case Precondition.ActiveThroughout { Object.Type: var type }:
                Check(type, "an object's type");
                break;
            case Precondition.Unreferenced { Object.Type: var type }:
                Check(type, "an object's type");
                break;
            case Precondition.ReferencedOnlyBy limited:
                Check(limited.Object.Type, "an object's type");
                Check(limited.SourceType, "the type of referring objects");
                Check(limited.Field, "the field of a reference");
                foreach (var source in limited.Sources)
                    Check(source.Type, "an object's type");
                break;
            case Precondition.KeyFree { Key: var key }:
                Check(key);
                break;
            case Precondition.DueStands { Due.Object.Type: var type }:
                Check(type, "an object's type");
                break;
            case Precondition.ResultFree { Key: var key }:
                Check(key);
                break;
            case Precondition.NamespaceAt { Name: var name }:
                Check(name, "a namespace's name");
                break;
            case Precondition.EventsKept { Stream: var stream }:
                Check(stream.Namespace, "a namespace's name");
                Check(stream.RoutingKey, "a routing key");
                break;
            case Precondition.ListenerKeyFree listener:
                Check(listener.Namespace, "a namespace's name");
                Check(listener.UserKey, "a listener's user key");
                break;
        }
    }

    private static void Check(DefinitionWrite definition)
    {
        switch (definition)
        {
            case DefinitionWrite.PutNamespace { Namespace.Name: var name }:
                Check(name, "a namespace's name");
                break;
            case DefinitionWrite.DeleteNamespace { Name: var name }:
                Check(name, "a namespace's name");
                break;
            case DefinitionWrite.PutListener { Listener: var listener }:
                Check(listener.Stream, "a listener's stream");
                Check(listener.UserKey, "a listener's user key");
                break;
        }
    }

    private static void Check(UniqueKey key)
    {
        Check(key.Scope, "a unique key's scope");
        Check(key.Value, "a unique key's value");
    }

    private static void Check(IdempotencyKey key)
    {
        Check(key.Key, "an idempotency key");
        Check(key.Path, "the path of an idempotency key");
    }

    private static void Check(StreamKey stream, string where)
    {
        Check(stream.Namespace, where);
        Check(stream.RoutingKey, where);
    }

    private static void Check(string? text, string where)
    {
        if (StorableText.Find(text) is not (var at and >= 0))
            return;
        throw new ArgumentException(text![at] == '\0'
            ? $"Character {at + 1} of {where} is U+0000, which PostgreSQL cannot store."
            : $"Character {at + 1} of {where} is half of a surrogate pair, which is no text.");
    }
}
