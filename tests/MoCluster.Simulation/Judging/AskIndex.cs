using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Storage;
using MoCluster.History;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Judging;

/// <summary>What clients asked for in a run, where it is looked for.</summary>
internal sealed class AskIndex
{
    private readonly Dictionary<(Guid Listener, long Position, long Number), long> _acknowledged = [];
    private readonly HashSet<(Guid Listener, Generation Generation, int Index)> _acknowledgedLeases = [];
    private readonly List<(EventToken Token, Settle Settle)> _acknowledgements = [];
    private readonly ILookup<Guid, Ask.Pause> _pauses;
    private readonly ILookup<Guid, Ask.Resume> _resumes;

    /// <summary>Looks through a run.</summary>
    public AskIndex(RunRecord record)
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

        Uses = record.Asks.OfType<Ask.Use>().ToLookup(use => (use.Token.Listener, use.Token.Generation, use.Token.Index));
        Changes = record.Asks.OfType<Ask.Change>().ToLookup(change => change.Listener);
        Moves = record.Asks.OfType<Ask.Move>().ToLookup(move => move.Listener);
        _pauses = record.Asks.OfType<Ask.Pause>().Where(pause => pause.Confirmed).ToLookup(pause => pause.Listener);
        _resumes = record.Asks.OfType<Ask.Resume>().ToLookup(resume => resume.Listener);
        Answered = [.. record.Asks.Where(ask => ask.Confirmed).OrderBy(ask => ask.Completed)];
        Settled = [.. _acknowledgements.Where(one => one.Settle.Outcome == OperationOutcome.Confirmed).OrderBy(one => one.Settle.Completed)];
    }

    /// <summary>What was done with a token besides acknowledging, by the lease that it is of.</summary>
    public ILookup<(Guid Listener, Generation Generation, int Index), Ask.Use> Uses { get; }

    /// <summary>Changes of entries, by listener.</summary>
    public ILookup<Guid, Ask.Change> Changes { get; }

    /// <summary>Moves, by listener.</summary>
    public ILookup<Guid, Ask.Move> Moves { get; }

    /// <summary>What was answered, in the order of the answers.</summary>
    public IReadOnlyList<Ask> Answered { get; }

    /// <summary>Acknowledgements that were answered, in the order of the answers.</summary>
    public IReadOnlyList<(EventToken Token, Settle Settle)> Settled { get; }

    /// <summary>Whether somebody had begun to acknowledge a number with a token of a position.</summary>
    public bool IsAcknowledged(Guid listener, long position, long number, long moment) =>
        _acknowledged.GetValueOrDefault((listener, position, number), long.MaxValue) < moment;

    /// <summary>Whether somebody ever tried to acknowledge with the token of a lease.</summary>
    public bool IsAcknowledged(DurableLease lease) => _acknowledgedLeases.Contains((lease.Listener, lease.Generation, lease.Index));

    /// <summary>What may have been done with a lease's token at a moment.</summary>
    public IEnumerable<Ask.Use> UsesOf(DurableLease lease, long moment, params TokenVerb[] verbs) =>
        Uses[(lease.Listener, lease.Generation, lease.Index)].Where(use => verbs.Contains(use.Verb) && use.MayHappenAt(moment));

    /// <summary>Whether a change may have been made to a subject at a moment.</summary>
    public bool MayChange(Guid listener, string subject, long moment, params EntryVerb[] verbs) => Changes[listener].Any(change =>
        verbs.Contains(change.Command.Verb) && change.Covers(subject) && change.MayHappenAt(moment));

    /// <summary>Whether a listener surely was paused at a moment: somebody had been told so, and nobody had begun to let it go on.</summary>
    public bool IsPaused(Guid listener, long moment) => _pauses[listener].Any(pause => pause.Completed < moment
        && !_resumes[listener].Any(resume => resume.Invoked < moment && resume.Completed > pause.Invoked));
}
