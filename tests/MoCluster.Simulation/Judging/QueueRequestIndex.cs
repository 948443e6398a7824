using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.History;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Judging;

/// <summary>The requests of clients in a run, indexed for the rules.</summary>
internal sealed class QueueRequestIndex
{
    private readonly Dictionary<(Guid Listener, long Position, long Number), long> _acknowledged = [];
    private readonly HashSet<(Guid Listener, Generation Generation, int Index)> _acknowledgedLeases = [];
    private readonly List<(EventToken Token, Settle Settle)> _acknowledgements = [];
    private readonly ILookup<Guid, QueueRequest.Pause> _pauses;
    private readonly ILookup<Guid, QueueRequest.Resume> _resumes;

    /// <summary>Indexes a run.</summary>
    public QueueRequestIndex(RunRecord record)
    {
        foreach (var settle in record.History.Operations.OfType<Settle>())
        {
            if (settle.Settlement != Settlement.Acknowledge || settle.Outcome == OperationOutcome.Refused)
                continue;
            foreach (var text in settle.Tokens)
            {
                if (!EventToken.TryParse(text, out var token))
                    continue;
                _acknowledgements.Add((token, settle));
                _acknowledgedLeases.Add((token.Listener, token.Generation, token.Index));
                foreach (var number in token.Numbers)
                {
                    var key = (token.Listener, token.Position, number);
                    _acknowledged[key] = Math.Min(settle.Invoked, _acknowledged.GetValueOrDefault(key, long.MaxValue));
                }
            }
        }

        Uses = record.Requests.OfType<QueueRequest.Use>().ToLookup(use => (use.Token.Listener, use.Token.Generation, use.Token.Index));
        Changes = record.Requests.OfType<QueueRequest.Change>().ToLookup(change => change.Listener);
        Moves = record.Requests.OfType<QueueRequest.Move>().ToLookup(move => move.Listener);
        _pauses = record.Requests.OfType<QueueRequest.Pause>().Where(pause => pause.Confirmed).ToLookup(pause => pause.Listener);
        _resumes = record.Requests.OfType<QueueRequest.Resume>().ToLookup(resume => resume.Listener);
        Answered = [.. record.Requests.Where(request => request.Confirmed).OrderBy(request => request.Completed)];
        Settled = [.. _acknowledgements.Where(one => one.Settle.Outcome == OperationOutcome.Confirmed).OrderBy(one => one.Settle.Completed)];
    }

    /// <summary>The uses of tokens besides acknowledging, by the token's lease.</summary>
    public ILookup<(Guid Listener, Generation Generation, int Index), QueueRequest.Use> Uses { get; }

    /// <summary>Changes of entries, by listener.</summary>
    public ILookup<Guid, QueueRequest.Change> Changes { get; }

    /// <summary>Moves, by listener.</summary>
    public ILookup<Guid, QueueRequest.Move> Moves { get; }

    /// <summary>The answered requests, in the order of the answers.</summary>
    public IReadOnlyList<QueueRequest> Answered { get; }

    /// <summary>The answered acknowledgements, in the order of the answers.</summary>
    public IReadOnlyList<(EventToken Token, Settle Settle)> Settled { get; }

    /// <summary>Whether a client had begun to acknowledge a number with a token of a position.</summary>
    public bool IsAcknowledged(Guid listener, long position, long number, long moment) =>
        _acknowledged.GetValueOrDefault((listener, position, number), long.MaxValue) < moment;

    /// <summary>Whether a client ever tried to acknowledge with the token of a lease.</summary>
    public bool IsAcknowledged(DurableLease lease) => _acknowledgedLeases.Contains((lease.Listener, lease.Generation, lease.Index));

    /// <summary>The uses of a lease's token that may have taken effect at a moment.</summary>
    public IEnumerable<QueueRequest.Use> UsesOf(DurableLease lease, long moment, params TokenVerb[] verbs) =>
        Uses[(lease.Listener, lease.Generation, lease.Index)].Where(use => verbs.Contains(use.Verb) && use.MayHappenAt(moment));

    /// <summary>Whether a client may have changed a subject at a moment.</summary>
    public bool MayChange(Guid listener, string subject, long moment, params EntryVerb[] verbs) => Changes[listener].Any(change =>
        verbs.Contains(change.Command.Verb) && change.Covers(subject) && change.MayHappenAt(moment));

    /// <summary>Whether a listener surely was paused at a moment: a pause was confirmed, and no client had begun to resume it.</summary>
    public bool IsPaused(Guid listener, long moment) => _pauses[listener].Any(pause => pause.Completed < moment
        && !_resumes[listener].Any(resume => resume.Invoked < moment && resume.Completed > pause.Invoked));
}
