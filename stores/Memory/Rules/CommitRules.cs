using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;

namespace MoCluster.Stores.Memory.Rules;

/// <summary>
/// Checks of a commit that do not depend on what the store holds. A commit that breaks a rule was built wrongly: its caller gets an exception before
/// anything is done, and no other commit is affected.
/// </summary>
internal static class CommitRules
{
    private static readonly TextBound Keys = new(StoreLimits.MaxKeyBytes, StoreLimits.MaxKeyBytes);

    /// <summary>Checks a commit.</summary>
    /// <exception cref="ArgumentException">The commit breaks a rule; the message says which, and where.</exception>
    public static void Check(Commit commit)
    {
        Require(commit.Id != Guid.Empty, "Commit.Id is empty: a commit needs an identity of its own.");
        PreconditionRules.Check(commit.Preconditions);
        CheckEvents(commit.Events);
        CheckRegistrations(commit.Registrations);
        GroupRules.Check(commit.Groups);
        Given(commit.Struck, "Commit.Struck");
        foreach (var due in commit.Struck)
            TextRules.Check(due.Object.Type, "The type of a due object");
        CheckDefinitions(commit.Definitions);
        CheckResults(commit.Results);
        DeliveryRules.Check(commit);
    }

    /// <summary>Throws when a rule is broken.</summary>
    public static void Require(bool holds, string message)
    {
        if (!holds)
            throw new ArgumentException(message);
    }

    /// <summary>Throws when a rule is broken; the message is built only then.</summary>
    public static void Require(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] ref RuleMessage message)
    {
        if (!holds)
            throw new ArgumentException(message.Take());
    }

    /// <summary>Throws when an array is default.</summary>
    public static void Given<T>(ImmutableArray<T> array, string where)
    {
        if (array.IsDefault)
            throw new ArgumentException($"{where} is a default array; use an empty one for none.");
    }

    /// <summary>Throws when two items of a list have the same key.</summary>
    public static void Distinct<T, TKey>(ImmutableArray<T> items, Func<T, TKey> key, string where)
    {
        if (items.Length < 2)
            return;

        var seen = new HashSet<TKey>(items.Length);
        foreach (var item in items)
        {
            if (!seen.Add(key(item)))
                throw new ArgumentException($"{where} names {key(item)} twice; once is allowed.");
        }
    }

    private static void CheckEvents(ImmutableArray<EventDraft> events)
    {
        Given(events, "Commit.Events");
        if (events.Length > StoreLimits.MaxEvents)
            throw new ArgumentException($"Commit.Events holds {events.Length} events; a commit takes {StoreLimits.MaxEvents} at most.");

        foreach (var draft in events)
        {
            CheckName(draft.Subject, NameRules.Subject, "An event's subject");
            CheckName(draft.Key, NameRules.Subject, "An event's key");
            if (draft.Priority < 1)
                throw new ArgumentException($"An event's priority is 1 or more; that of '{draft.Subject}' is {draft.Priority}.");
            CheckStream(draft.Stream);
            if (draft.Registration is { } registration)
            {
                Require(!string.IsNullOrEmpty(registration.Object.Type), "The object of an event's registration has no type.");
                TextRules.Check(registration.Object.Type, "The type of an event's object");
                Require(registration.Number >= 1, $"Registrations are numbered from 1; an event of {registration.Object} names {registration.Number}.");
            }

            if (draft.Target is { Kind: not (EventTargetKind.Owner or EventTargetKind.Listener) } target)
                throw new ArgumentException($"An event's target is an owner or a listener; that of '{draft.Subject}' is of kind {target.Kind}.");
            CheckTraceParent(draft.TraceParent, draft.Subject);
        }
    }

    /// <summary>Checks the trace parent of an event.</summary>
    public static void CheckTraceParent(string? traceParent, string subject) => Require(
        traceParent is null || TraceParent.IsStorable(traceParent),
        $"An event's trace parent is a W3C trace parent of a recorded span, 00-…-01; that of '{subject}' is '{traceParent}'.");

    private static void CheckStream(StreamKey stream)
    {
        CheckName(stream.Namespace, NameRules.Name, "A stream's namespace");
        CheckName(stream.RoutingKey, NameRules.Name, "A stream's routing key");
    }

    private static void CheckName(string? name, TextBound bound, string where)
    {
        if (string.IsNullOrEmpty(name) || !bound.Holds(name))
            throw new ArgumentException($"{where} has 1 to {bound.Characters} characters; '{name}' has {TextBound.Count(name)}.");
        TextRules.Check(name, where);
    }

    private static void CheckRegistrations(ImmutableArray<RegistrationWrite> registrations)
    {
        Given(registrations, "Commit.Registrations");
        Distinct(registrations, write => write.Object, "Commit.Registrations");
        foreach (var write in registrations)
        {
            Require(!string.IsNullOrEmpty(write.Object.Type), "A registration's object has no type.");
            TextRules.Check(write.Object.Type, "The type of a registration's object");
            Require(write.Number >= 1, $"Registrations are numbered from 1; {write.Object} is given {write.Number}.");
            Given(write.State, "RegistrationWrite.State");
            Given(write.Presence, "RegistrationWrite.Presence");
            Given(write.References, "RegistrationWrite.References");
            Given(write.UserKeys, "RegistrationWrite.UserKeys");
            Given(write.Keys, "RegistrationWrite.Keys");
            Given(write.Due, "RegistrationWrite.Due");
            Distinct(write.UserKeys, key => key, "RegistrationWrite.UserKeys");
            Distinct(write.Keys, key => key, "RegistrationWrite.Keys");
            Distinct(write.Due, due => due, "RegistrationWrite.Due");
            TextRules.Check(write.Note, "A registration's note");
            CheckEarlier(write);
            foreach (var userKey in write.UserKeys)
                CheckKey(userKey, "A user key");
            foreach (var key in write.Keys)
            {
                TextRules.Check(key.Scope, "A unique key's scope");
                CheckKey(key.Value, "A unique key's value");
            }

            CheckPresence(write);
            CheckReferences(write);
        }
    }

    private static void CheckEarlier(RegistrationWrite write)
    {
        Given(write.Earlier, "RegistrationWrite.Earlier");
        CheckTime(write.Object, write.Time);
        var last = write.Time;
        for (var i = write.Earlier.Length - 1; i >= 0; i--)
        {
            var row = write.Earlier[i];
            var expected = write.Number - write.Earlier.Length + i;
            Require(
                row.Number == expected && expected >= 1,
                $"Earlier registrations of {write.Object} are numbered up to {write.Number - 1}; one is given {row.Number} instead of {expected}.");
            CheckTime(write.Object, row.Time);
            Require(last is { } next && row.Time <= next, $"The times of the registrations of {write.Object} do not ascend, or the last one has none.");
            Given(row.State, "RegistrationRow.State");
            TextRules.Check(row.Note, "A registration's note");
            last = row.Time;
        }
    }

    private static void CheckTime(ObjectKey key, DateTimeOffset? time) => Require(
        time is not { } given || given.UtcTicks % TimeSpan.TicksPerMicrosecond == 0,
        $"A registration of {key} has a time with parts of a microsecond, which stores do not keep.");

    private static void CheckKey(string key, string where)
    {
        if (!Keys.Holds(key))
            throw new ArgumentException($"{where} has {StoreLimits.MaxKeyBytes} bytes at most; one of {TextBound.Count(key)} characters has more.");
        TextRules.Check(key, where);
    }

    private static void CheckPresence(RegistrationWrite write)
    {
        DateTimeOffset? reached = null;
        foreach (var part in write.Presence)
        {
            Require(!part.IsEmpty, $"The presence of {write.Object} holds an empty interval.");
            Require(
                reached is null || part.From > reached, $"The presence of {write.Object} is not ascending, or its intervals touch or overlap.");
            reached = part.To;
        }
    }

    private static void CheckReferences(RegistrationWrite write)
    {
        foreach (var reference in write.References)
        {
            TextRules.Check(reference.Field, "A reference's field");
            TextRules.Check(reference.Target.Type, "The type of a reference's target");
            Require(!reference.Interval.IsEmpty, $"The reference of {write.Object} to {reference.Target} has an empty interval.");
        }
    }

    private static void CheckDefinitions(ImmutableArray<DefinitionWrite> definitions)
    {
        Given(definitions, "Commit.Definitions");
        foreach (var definition in definitions)
        {
            if (definition is DefinitionWrite.PutNamespace put)
            {
                Require(!string.IsNullOrEmpty(put.Namespace.Name), "A namespace has no name.");
                TextRules.Check(put.Namespace.Name, "A namespace's name");
                Require(
                    put.Namespace.Version >= 1,
                    $"A namespace's version counts from 1; '{put.Namespace.Name}' is given {put.Namespace.Version}.");
            }
            else if (definition is DefinitionWrite.DeleteNamespace { Name: var name })
            {
                TextRules.Check(name, "A namespace's name");
            }
            else if (definition is DefinitionWrite.PutListener { Listener: var listener })
            {
                Require(listener.Uuid != Guid.Empty && listener.Group != Guid.Empty, "A listener and its group need a uuid each.");
                Require(!string.IsNullOrEmpty(listener.UserKey), $"The listener {listener.Uuid} has no user key.");
                TextRules.Check(listener.UserKey, "A listener's user key");
                TextRules.Check(listener.Pause?.Reason, "The reason of a listener's pause");
                CheckStream(listener.Stream);
            }
        }
    }

    private static void CheckResults(ImmutableArray<ResultWrite> results)
    {
        Given(results, "Commit.Results");
        Distinct(results, result => result.Key, "Commit.Results");
        foreach (var result in results)
        {
            Given(result.RequestHash, "ResultWrite.RequestHash");
            Given(result.Document, "ResultWrite.Document");
            TextRules.Check(result.Key.Key, "An idempotency key");
            TextRules.Check(result.Key.Path, "The path of an idempotency key");
        }
    }
}
