using System.CommandLine;

namespace MoCluster.Cli.Objects;

/// <summary>Looks at objects.</summary>
internal sealed class ObjectsCommand : Command
{
    public ObjectsCommand()
        : base("objects", "Look at the objects of the organisation: get one, find many, show a history.")
    {
        Add(new ObjectsGetVerb());
        Add(new ObjectsFindVerb());
        Add(new ObjectsHistoryVerb());
    }
}
