namespace MoCluster.Silo.Api.Http.V1;

/// <summary>What was published.</summary>
/// <param name="Numbers">The numbers of the events in their streams.</param>
internal sealed record V1Numbers(IReadOnlyList<long> Numbers);
