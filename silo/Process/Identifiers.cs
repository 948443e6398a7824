using MoCluster.Grains;

namespace MoCluster.Silo.Process;

/// <summary>New uuids, ascending by the clock, so that rows of one time stand together.</summary>
internal sealed class Identifiers : IIdentifierSource
{
    public Guid Next() => Guid.CreateVersion7();
}
