namespace MoCluster.History.Workload;

/// <summary>How much a load has done so far.</summary>
/// <param name="Published">Events whose publication was confirmed.</param>
/// <param name="Delivered">Events that were handed out.</param>
/// <param name="Acknowledged">Tokens whose acknowledgement was confirmed.</param>
/// <param name="Mutations">Mutations of objects that were confirmed.</param>
/// <param name="Unknown">Requests whose outcome was unknown.</param>
/// <param name="NotNow">Requests that did not take effect but may later, including those that found no silo.</param>
public sealed record LoadCounters(long Published, long Delivered, long Acknowledged, long Mutations, long Unknown, long NotNow)
{
    /// <inheritdoc />
    public override string ToString() =>
        $"{Published} published, {Delivered} delivered, {Acknowledged} acknowledged, {Mutations} mutations; {Unknown} unknown, {NotNow} not now";
}
