namespace MoCluster.Silo.Api.V1.Hooks;

/// <summary>The result of a change of hooks. Every silo knows it.</summary>
/// <param name="Changed">Whether it changed anything.</param>
internal sealed record V1Changed(bool Changed);
