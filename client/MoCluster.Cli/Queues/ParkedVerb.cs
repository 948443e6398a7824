using System.CommandLine;
using MoCluster.Cli.Invocation;
using MoCluster.Cli.Listeners;
using MoCluster.Cli.Views;
using MoCluster.Client;

namespace MoCluster.Cli.Queues;

/// <summary>Lists parked entries.</summary>
internal sealed class ParkedVerb : Verb
{
    private readonly Argument<string?> _listener = new("LISTENER")
    {
        Arity = ArgumentArity.ZeroOrOne, Description = "The listener: its uuid or its user key. All of your listeners when left out.",
    };

    private readonly LimitOption _limit = new();

    public ParkedVerb()
        : base("parked", "List what is parked: set aside until it is replayed, or a newer event of its subject comes.")
    {
        Add(_listener);
        Add(_limit);
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        ListenerInfo? listener = run.Get(_listener) is { } name ? await ListenerArgument.FindAsync(run, name).ConfigureAwait(false) : null;
        var filter = new EntryFilter { Parked = true, Listeners = listener is null ? null : ListenerFilter.Of(listener.Uuid) };
        var (found, more) = await _limit.TakeAsync(run, run.Mo.Listeners.Queues.FindAsync(filter, run.Cancellation)).ConfigureAwait(false);
        run.Screen.ShowAll(EntryFields.Of(await NamesAsync(run, found).ConfigureAwait(false)), found, "Nothing is parked.");
        _limit.TellIfMore(run, more);
        return ExitCode.Done;
    }

    private static async Task<Dictionary<Guid, string>> NamesAsync(VerbRun run, IReadOnlyList<QueueEntry> entries)
    {
        var uuids = entries.Select(entry => entry.Listener).Distinct().ToArray();
        return uuids.Length == 0 ? [] : await run.Mo.Listeners.FindAsync(new ListenerFilter { Uuids = uuids }, run.Cancellation)
            .ToDictionaryAsync(one => one.Info.Uuid, one => one.Info.UserKey, cancellationToken: run.Cancellation).ConfigureAwait(false);
    }
}
