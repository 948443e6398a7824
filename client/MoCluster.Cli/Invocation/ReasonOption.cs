using System.CommandLine;

namespace MoCluster.Cli.Invocation;

/// <summary>Why something is done.</summary>
internal sealed class ReasonOption : Option<string?>
{
    /// <summary>Makes the option.</summary>
    public ReasonOption()
        : base("--reason")
    {
        HelpName = "TEXT";
        Description = "Why, for people.";
    }
}
