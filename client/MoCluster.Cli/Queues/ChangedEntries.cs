using MoCluster.Cli.Invocation;
using MoCluster.Cli.Views;
using MoCluster.Client;

namespace MoCluster.Cli.Queues;

/// <summary>Shows what a verb changed in a queue.</summary>
internal static class ChangedEntries
{
    /// <summary>Shows the entries.</summary>
    /// <param name="run">The run.</param>
    /// <param name="listener">The listener.</param>
    /// <param name="changed">The entries as they are now.</param>
    /// <param name="none">Is said where there are none.</param>
    public static ExitCode Show(VerbRun run, ListenerInfo listener, IReadOnlyList<QueueEntry> changed, string none)
    {
        run.Screen.ShowAll(EntryFields.Of(new Dictionary<Guid, string> { [listener.Uuid] = listener.UserKey }), changed, none);
        return changed.Count > 0 ? ExitCode.Done : ExitCode.Nothing;
    }
}
