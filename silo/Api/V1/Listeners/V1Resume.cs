namespace MoCluster.Silo.Api.V1.Listeners;

/// <summary>The end of a pause or suspension. It has no properties.</summary>
internal sealed record V1Resume;
