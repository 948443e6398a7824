using System.CommandLine;
using MoCluster.Cli.Invocation;
using MoCluster.Client;

namespace MoCluster.Cli.Listeners;

/// <summary>A listener as the user names it: by its uuid or its user key.</summary>
internal sealed class ListenerArgument : Argument<string>
{
    /// <summary>Makes the argument.</summary>
    public ListenerArgument()
        : base("LISTENER") => Description = "The listener: its uuid or its user key.";

    /// <summary>Finds the listener.</summary>
    /// <param name="run">The run that names it.</param>
    /// <exception cref="CliException">There is none, or there are several.</exception>
    public Task<ListenerInfo> FindAsync(VerbRun run) => FindAsync(run, run.Need(this));

    /// <summary>Finds a listener by its uuid or its user key.</summary>
    /// <param name="run">The run.</param>
    /// <param name="name">The uuid or the user key.</param>
    /// <exception cref="CliException">There is none, or there are several.</exception>
    public static async Task<ListenerInfo> FindAsync(VerbRun run, string name)
    {
        var filter = Guid.TryParse(name, out var uuid) ? ListenerFilter.Of(uuid) : new ListenerFilter { UserKeys = [name] };
        var found = await run.Mo.Listeners.FindAsync(filter, run.Cancellation).Select(lag => lag.Info).Take(20).ToListAsync(run.Cancellation).ConfigureAwait(false);
        return found switch
        {
            [var one] => one,
            [] => throw new CliException(MoErrorCode.NotFound, $"There is no listener '{name}'. See them with: mocluster listeners"),
            _ => throw new CliException(
                "AMBIGUOUS",
                $"There are several listeners '{name}'. Name one by its uuid: {string.Join(", ", found.Select(one => $"{one.Uuid:D} ({one.Namespace}/{one.RoutingKey})"))}."),
        };
    }
}
