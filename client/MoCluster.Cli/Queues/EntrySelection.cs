using System.CommandLine;
using MoCluster.Cli.Invocation;
using MoCluster.Cli.Listeners;
using MoCluster.Client;

namespace MoCluster.Cli.Queues;

/// <summary>The entries of a queue that a verb changes: those of some subjects or priorities, or expressly all.</summary>
internal sealed class EntrySelection
{
    private readonly ListenerArgument _listener = new();
    private readonly Option<string[]> _subjects = new("--subject", "-s") { HelpName = "SUBJECT", Description = "Only entries with this subject. May be given more than once." };
    private readonly Option<int[]> _priorities = new("--priority", "-p") { HelpName = "NUMBER", Description = "Only entries with this priority. May be given more than once." };
    private readonly Option<bool> _all = new("--all") { Description = "All entries of the queue." };
    private readonly bool _hasPriorities;

    /// <summary>Makes the selection.</summary>
    /// <param name="verb">The verb, which gets the options.</param>
    /// <param name="hasPriorities">Whether entries may be selected by their priority.</param>
    public EntrySelection(Verb verb, bool hasPriorities)
    {
        _hasPriorities = hasPriorities;
        verb.Add(_listener);
        verb.Add(_subjects);
        if (hasPriorities)
            verb.Add(_priorities);
        verb.Add(_all);
        verb.Validators.Add(result =>
        {
            var isRestricted = result.GetResult(_subjects) is not null || (hasPriorities && result.GetResult(_priorities) is not null);
            if (isRestricted == result.GetValue(_all))
                result.AddError($"Say which entries: --subject{(hasPriorities ? ", --priority" : "")} or --all, and not both.");
        });
    }

    /// <summary>Finds the listener and makes the filter.</summary>
    /// <param name="run">The run.</param>
    public async Task<(ListenerInfo Listener, EntryFilter Filter)> FindAsync(VerbRun run)
    {
        var listener = await _listener.FindAsync(run).ConfigureAwait(false);
        return (listener, new EntryFilter
        {
            Listeners = ListenerFilter.Of(listener.Uuid),
            Subjects = run.Get(_subjects) is { Length: > 0 } subjects ? subjects : null,
            Priorities = _hasPriorities && run.Get(_priorities) is { Length: > 0 } priorities ? priorities : null,
        });
    }
}
