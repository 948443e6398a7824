using System.CommandLine;
using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Objects;

/// <summary>A type of objects.</summary>
internal sealed class TypeArgument : Argument<string>
{
    /// <summary>Makes the argument.</summary>
    public TypeArgument()
        : base("TYPE")
    {
        HelpName = "TYPE";
        Description = $"The type: {string.Join(", ", ObjectTypes.All.Keys)}.";
        this.AcceptOnlyFromAmong([.. ObjectTypes.All.Keys]);
    }

    /// <summary>How objects of the type are read.</summary>
    /// <param name="run">The run that names it.</param>
    public ObjectAccess Of(VerbRun run) => ObjectTypes.All[run.Need(this)];
}
