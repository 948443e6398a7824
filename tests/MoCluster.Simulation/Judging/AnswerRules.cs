using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.History;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Judging;

/// <summary>
/// A change that a client was told is done was durable when the client was told, and everything that a client was shown had been committed.
/// The rules apply when the commits of the run have been followed up to the answer.
/// </summary>
/// <param name="requests">The requests of clients.</param>
/// <param name="listeners">The listeners according to the commits so far.</param>
internal sealed class AnswerRules(QueueRequestIndex requests, IReadOnlyDictionary<Guid, DurableListener> listeners)
{
    private int _answered;
    private int _settled;

    /// <summary>Judges the answers before a moment.</summary>
    public IEnumerable<Violation> Until(long moment)
    {
        for (; _settled < requests.Settled.Count && requests.Settled[_settled].Settle.Completed < moment; _settled++)
        {
            var (token, settle) = requests.Settled[_settled];
            if (!listeners.TryGetValue(token.Listener, out var listener) || listener.Position != token.Position)
                continue;
            foreach (var number in token.Numbers)
            {
                if (number <= listener.Head && listener.OpenOf(listener.Event(number).Subject).Contains(number))
                    yield return new Violation("settled", $"«{settle}» was answered, and #{number} of {TranscriptText.Of(token.Listener)} is open still");
            }
        }

        for (; _answered < requests.Answered.Count && requests.Answered[_answered].Completed < moment; _answered++)
        {
            var request = requests.Answered[_answered];
            if (!listeners.TryGetValue(request.Listener, out var listener))
                continue;
            foreach (var wrong in Wrong(request, listener))
                yield return new Violation("answers", $"{request.Client}, {TranscriptText.Of(request.Listener)}: {wrong}");
        }
    }

    private static IEnumerable<string> Wrong(QueueRequest request, DurableListener listener) => request switch
    {
        QueueRequest.Use use => Uses(use, listener),
        QueueRequest.Change change => Changes(change, listener),
        QueueRequest.List list => Looks(list, listener),
        QueueRequest.Move move => Moves(move, listener),
        _ => [],
    };

    private static IEnumerable<string> Uses(QueueRequest.Use use, DurableListener listener)
    {
        var token = use.Token;
        if (token.Position != listener.Position)
            yield break;
        var subject = listener.Event(token.Numbers[^1]).Subject;
        var lease = listener.Leases.GetValueOrDefault(subject) is { } standing && standing.Generation == token.Generation ? standing : null;
        if (use.Verb == TokenVerb.Touch)
        {
            if (lease is not null && lease.Until < use.InvokedAt + (use.Delay ?? listener.Definition.Policy.Lease))
                yield return $"{use.Verb} of {subject} was confirmed, but its lease ends at {lease.Until:O}";
        }
        else if (lease is not null)
        {
            yield return $"{use.Verb} of {subject} was confirmed, but its lease stands until {lease.Until:O}";
        }

        // Newer numbers, and numbers settled by another token, are not parked.
        var open = listener.OpenOf(subject);
        if (use.Verb == TokenVerb.Park && open.Count > 0 && open.Max() == token.Numbers[^1]
            && !(listener.Written.GetValueOrDefault(subject) ?? []).Any(one => one.Moment > use.Invoked && one.Row is { Parked: true }))
        {
            yield return $"{use.Verb} of {subject} was confirmed, but not committed";
        }
    }

    private static IEnumerable<string> Changes(QueueRequest.Change change, DurableListener listener)
    {
        var verb = change.Command.Verb;
        foreach (var shown in change.Changed)
        {
            // An entry without a row was never changed.
            var written = listener.Written.GetValueOrDefault(shown.Event.Subject) ?? [];
            var isDone = written.Any(one => one.Moment > change.Invoked && IsDone(verb, one.Row))
                || (listener.Rows.GetValueOrDefault(shown.Event.Subject) is null && IsDone(verb, null));
            if (!isDone && listener.MovedAt < change.Invoked)
                yield return $"{verb} of {TranscriptText.Of(shown)} was confirmed, but not committed";
            if (verb == EntryVerb.Release && Standing(shown.Event.Subject, change, listener) is { } standing)
                yield return $"{verb} of {TranscriptText.Of(shown)} was confirmed, but its lease stands until {standing.Until:O}";
        }

        if (change.Command.Filter is not { Subjects: { } subjects, Priorities: null, Silenced: null, Parked: null })
            yield break;
        foreach (var subject in subjects)
        {
            if (listener.Rows.GetValueOrDefault(subject) is { } row && !listener.Leases.ContainsKey(subject)
                && listener.Touched.GetValueOrDefault(subject) < change.Invoked && IsMissing(verb, row, listener, change.CompletedAt))
            {
                yield return $"{verb} of {subject} did nothing";
            }

            if (verb == EntryVerb.Release && Standing(subject, change, listener) is { } lease && lease.Until > change.CompletedAt)
                yield return $"{verb} of {subject} did nothing to its lease until {lease.Until:O}";
        }
    }

    /// <summary>The lease of a subject that was given before a change was asked for, and stands after its answer.</summary>
    private static DurableLease? Standing(string subject, QueueRequest.Change change, DurableListener listener) =>
        listener.Touched.GetValueOrDefault(subject) < change.Invoked ? listener.Leases.GetValueOrDefault(subject) : null;

    private static bool IsDone(EntryVerb verb, EntryRow? row) => verb switch
    {
        EntryVerb.Silence => row is { Silenced: true },
        EntryVerb.Unsilence => row is not { Silenced: true },
        EntryVerb.Rerun or EntryVerb.Release => row?.NotBefore is null,
        EntryVerb.Park => row is { Parked: true },
        _ => row is not { Parked: true },
    };

    /// <summary>Whether a verb surely had something to do to an entry with this row.</summary>
    private static bool IsMissing(EntryVerb verb, EntryRow row, DurableListener listener, DateTimeOffset now)
    {
        var isNewest = listener.OpenOf(row.Subject).All(number => number <= row.Events[^1].Number);
        return verb switch
        {
            EntryVerb.Silence => !row.Silenced,
            EntryVerb.Unsilence => row.Silenced,
            EntryVerb.Rerun or EntryVerb.Release => isNewest && row.NotBefore > now,
            EntryVerb.Park => isNewest && !row.Parked,
            _ => isNewest && row.Parked,
        };
    }

    private static IEnumerable<string> Looks(QueueRequest.List list, DurableListener listener)
    {
        foreach (var seen in list.Seen)
        {
            var subject = seen.Event.Subject;
            if (seen.Event.Number > listener.Head || listener.Event(seen.Event.Number) != seen.Event)
                yield return $"saw {TranscriptText.Of(seen)}, which was never committed";
            var rows = listener.Written.GetValueOrDefault(subject) ?? [];
            var leases = listener.Given.GetValueOrDefault(subject) ?? [];
            if (seen.Silenced && !rows.Any(one => one.Row is { Silenced: true }))
                yield return $"saw {TranscriptText.Of(seen)}, which was not silenced";
            if (seen.Standing == EntryStanding.Leased && !leases.Any(lease => lease.Until == seen.Until && lease.Attempts == seen.Attempts))
                yield return $"saw {TranscriptText.Of(seen)}, which was not leased";
            var most = listener.Definition.Policy.MaxAttempts;
            if (seen.Standing == EntryStanding.Parked && !rows.Any(one => one.Row is { Parked: true })
                && !(most > 0 && leases.Any(lease => lease.Attempts >= most)))
            {
                yield return $"saw {TranscriptText.Of(seen)}, which was not parked";
            }
        }
    }

    private static IEnumerable<string> Moves(QueueRequest.Move move, DurableListener listener)
    {
        if (!listener.Moves.Any(moved => moved.Moment > move.Invoked && moved.First == move.First))
            yield return $"the move to {move.First} was confirmed, but not committed";
    }
}
