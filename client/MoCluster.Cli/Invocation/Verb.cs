using System.CommandLine;

namespace MoCluster.Cli.Invocation;

/// <summary>Something that the tool can do. The examples of its help are in <see cref="Help.Examples"/>.</summary>
internal abstract class Verb : Command
{
    /// <summary>Makes the verb.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is for, as the help says it.</param>
    protected Verb(string name, string description)
        : base(name, description) => SetAction((parsed, cancellation) => VerbRunner.RunAsync(this, parsed, cancellation));

    /// <summary>Whether Ctrl-C is how it is meant to end, as when it shows what comes.</summary>
    /// <param name="run">The run.</param>
    public virtual bool EndsByInterruption(VerbRun run) => false;

    /// <summary>Does it.</summary>
    /// <param name="run">What was asked for, the client and the screen.</param>
    public abstract Task<ExitCode> RunAsync(VerbRun run);
}
