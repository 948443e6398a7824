using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage;
using MoCluster.History;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Judging;

/// <summary>
/// What a client was told to be done was durable when it was told, and whatever it was shown had been. The rules stand where the commits
/// of the run have been followed up to the answer.
/// </summary>
/// <param name="asks">What clients asked for.</param>
/// <param name="listeners">The listeners as the commits so far have made them.</param>
internal sealed class AnswerRules(AskIndex asks, IReadOnlyDictionary<Guid, DurableListener> listeners)
{
    private int _answered;
    private int _settled;

    /// <summary>Judges the answers that came before a moment.</summary>
    public IEnumerable<Violation> Until(long moment)
    {
        for (; _settled < asks.Settled.Count && asks.Settled[_settled].Settle.Completed < moment; _settled++)
        {
            var (token, settle) = asks.Settled[_settled];
            if (!listeners.TryGetValue(token.Listener, out var listener) || listener.Position != token.Position)
                continue;
            foreach (var number in token.Numbers)
            {
                if (number <= listener.Head && listener.OpenOf(listener.Event(number).Subject).Contains(number))
                    yield return new Violation("settled", $"«{settle}» was answered, and #{number} of {StoryText.Of(token.Listener)} is open still");
            }
        }

        for (; _answered < asks.Answered.Count && asks.Answered[_answered].Completed < moment; _answered++)
        {
            var ask = asks.Answered[_answered];
            if (!listeners.TryGetValue(ask.Listener, out var listener))
                continue;
            foreach (var wrong in Wrong(ask, listener))
                yield return new Violation("answers", $"{ask.Client}, {StoryText.Of(ask.Listener)}: {wrong}");
        }
    }

    private static IEnumerable<string> Wrong(Ask ask, DurableListener listener) => ask switch
    {
        Ask.Use use => Uses(use, listener),
        Ask.Change change => Changes(change, listener),
        Ask.List list => Looks(list, listener),
        Ask.Move move => Moves(move, listener),
        _ => [],
    };

    private static IEnumerable<string> Uses(Ask.Use use, DurableListener listener)
    {
        var token = use.Token;
        if (token.Position != listener.Position)
            yield break;
        var subject = listener.Event(token.Numbers[^1]).Subject;
        var lease = listener.Leases.GetValueOrDefault(subject) is { } standing && standing.Generation == token.Generation ? standing : null;
        if (use.Verb == TokenVerb.Touch)
        {
            if (lease is not null && lease.Until < use.InvokedAt + (use.Delay ?? listener.Definition.Policy.Lease))
                yield return $"{use.Verb} of {subject} was answered, and its lease ends at {lease.Until:O}";
        }
        else if (lease is not null)
        {
            yield return $"{use.Verb} of {subject} was answered, and its lease stands until {lease.Until:O}";
        }

        // What is newer, or settled by another token, is not set aside.
        var open = listener.OpenOf(subject);
        if (use.Verb == TokenVerb.Park && open.Count > 0 && open.Max() == token.Numbers[^1]
            && !(listener.Written.GetValueOrDefault(subject) ?? []).Any(one => one.Moment > use.Invoked && one.Row is { Parked: true }))
        {
            yield return $"{use.Verb} of {subject} was answered, and no commit says so";
        }
    }

    private static IEnumerable<string> Changes(Ask.Change change, DurableListener listener)
    {
        var verb = change.Command.Verb;
        foreach (var shown in change.Changed)
        {
            // What never had a row is as it came.
            var written = listener.Written.GetValueOrDefault(shown.Event.Subject) ?? [];
            var isDone = written.Any(one => one.Moment > change.Invoked && IsDone(verb, one.Row))
                || (listener.Rows.GetValueOrDefault(shown.Event.Subject) is null && IsDone(verb, null));
            if (!isDone && listener.MovedAt < change.Invoked)
                yield return $"{verb} of {StoryText.Of(shown)} was answered, and no commit says so";
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
        }
    }

    private static bool IsDone(EntryVerb verb, EntryRow? row) => verb switch
    {
        EntryVerb.Silence => row is { Silenced: true },
        EntryVerb.Unsilence => row is not { Silenced: true },
        EntryVerb.Rerun => row?.NotBefore is null,
        EntryVerb.Park => row is { Parked: true },
        _ => row is not { Parked: true },
    };

    /// <summary>Whether something surely was to be done to what a row says.</summary>
    private static bool IsMissing(EntryVerb verb, EntryRow row, DurableListener listener, DateTimeOffset now)
    {
        var isNewest = listener.OpenOf(row.Subject).All(number => number <= row.Events[^1].Number);
        return verb switch
        {
            EntryVerb.Silence => !row.Silenced,
            EntryVerb.Unsilence => row.Silenced,
            EntryVerb.Rerun => isNewest && row.NotBefore > now,
            EntryVerb.Park => isNewest && !row.Parked,
            _ => isNewest && row.Parked,
        };
    }

    private static IEnumerable<string> Looks(Ask.List list, DurableListener listener)
    {
        foreach (var seen in list.Seen)
        {
            var subject = seen.Event.Subject;
            if (seen.Event.Number > listener.Head || listener.Event(seen.Event.Number) != seen.Event)
                yield return $"saw {StoryText.Of(seen)}, which no commit wrote";
            var rows = listener.Written.GetValueOrDefault(subject) ?? [];
            var leases = listener.Given.GetValueOrDefault(subject) ?? [];
            if (seen.Silenced && !rows.Any(one => one.Row is { Silenced: true }))
                yield return $"saw {StoryText.Of(seen)}, which nobody had silenced";
            if (seen.Standing == EntryStanding.Leased && !leases.Any(lease => lease.Until == seen.Until && lease.Attempts == seen.Attempts))
                yield return $"saw {StoryText.Of(seen)}, which nobody has in hand";
            var most = listener.Definition.Policy.MaxAttempts;
            if (seen.Standing == EntryStanding.Parked && !rows.Any(one => one.Row is { Parked: true })
                && !(most > 0 && leases.Any(lease => lease.Attempts >= most)))
            {
                yield return $"saw {StoryText.Of(seen)}, which nobody had set aside";
            }
        }
    }

    private static IEnumerable<string> Moves(Ask.Move move, DurableListener listener)
    {
        if (!listener.Moves.Any(moved => moved.Moment > move.Invoked && moved.First == move.First))
            yield return $"was told to go on from {move.First}, and no commit says so";
    }
}
