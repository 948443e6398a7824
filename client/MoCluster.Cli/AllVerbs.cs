using System.CommandLine;
using MoCluster.Cli.Bench;
using MoCluster.Cli.Completion;
using MoCluster.Cli.Contexts;
using MoCluster.Cli.Events;
using MoCluster.Cli.Listeners;
using MoCluster.Cli.Objects;
using MoCluster.Cli.Queues;
using MoCluster.Cli.Server;
using MoCluster.Cli.Transfer;

namespace MoCluster.Cli;

/// <summary>Everything that the tool can do.</summary>
internal static class AllVerbs
{
    /// <summary>Makes the verbs, in the order of the help.</summary>
    public static IEnumerable<Command> New() =>
    [
        new HealthVerb(),
        new ListenVerb(),
        new SendVerb(),
        new FetchVerb(),
        new AckVerb(),
        new NackVerb(),
        new TouchVerb(),
        new ParkVerb(),
        new ListenersVerb(),
        new RewindVerb(),
        new ParkedVerb(),
        new ReplayVerb(),
        new SilenceVerb(),
        new UnsilenceVerb(),
        new RerunVerb(),
        new NamespacesVerb(),
        new TriggersVerb(),
        new ObjectsCommand(),
        new ImportVerb(),
        new ExportVerb(),
        new BenchVerb(),
        new ContextVerb(),
        new CompletionVerb(),
    ];
}
