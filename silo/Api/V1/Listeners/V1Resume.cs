namespace MoCluster.Silo.Api.V1.Listeners;

/// <summary>A listener that is to go on: nothing more is said.</summary>
internal sealed record V1Resume;
