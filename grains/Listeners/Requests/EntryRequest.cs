using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Queues.Turns;

namespace MoCluster.Grains.Listeners.Requests;

/// <summary>An operator's change of entries, which waits for its commit. Many entries take several commits; each is changed once.</summary>
/// <param name="command">The change.</param>
/// <param name="options">How many entries one commit changes.</param>
internal sealed class EntryRequest(EntryCommand command, ListenerOptions options) : QueueCommand<EntryCommandResult>
{
    private readonly ImmutableArray<QueuedEvent>.Builder _shown = ImmutableArray.CreateBuilder<QueuedEvent>();
    private readonly List<int> _found = [];
    private long? _after = 0;
    private bool _isChecked;
    private int _changed;

    /// <inheritdoc />
    public override int Weight => options.CommitSize;

    /// <inheritdoc />
    public override void Decide(ListenerQueue queue, QueueTurn turn)
    {
        if (_after is not { } after || queue.Find(command.Listener) is not { } listener)
        {
            _after = null;
            return;
        }

        if (!_isChecked && EntryRules.CheckRead(command, listener) is { } refusal)
        {
            Refuse(refusal);
            _after = null;
            return;
        }

        _isChecked = true;
        _found.Clear();
        var changed = _changed;
        _after = listener.View.Find(command.Filter, after, options.CommitSize, options.LookSize, _found);
        foreach (var slot in _found)
        {
            if (!turn.Change(listener, slot, command.Verb, command.Reason))
                continue;
            _changed++;
            if (_shown.Count < EntryCommandResult.MaxShown)
                _shown.Add(listener.View.Show(slot));
        }

        if (_changed == changed)
            turn.Doubt();
    }

    /// <inheritdoc />
    public override bool Committed()
    {
        if (_after is not null)
            return false;
        Reply(new EntryCommandResult(_changed, _shown.DrainToImmutable()));
        return true;
    }
}
