using System.CommandLine;
using MoCluster.Cli.Invocation;
using MoCluster.Client;

namespace MoCluster.Cli.Objects;

/// <summary>A type of objects.</summary>
internal sealed class TypeArgument : Argument<string>
{
    /// <summary>Makes the argument.</summary>
    public TypeArgument()
        : base("TYPE")
    {
        HelpName = "TYPE";
        Description = $"The type: {string.Join(", ", ObjectTypes.Names)}.";
        this.AcceptOnlyFromAmong([.. ObjectTypes.Names]);
    }

    /// <summary>Reads the objects of the type.</summary>
    /// <param name="run">The run that names it.</param>
    public MoObjectReader<UntypedValues, UntypedFilter> Of(VerbRun run) => run.Mo.Objects.OfType(run.Need(this));
}
