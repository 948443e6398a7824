namespace MoCluster.Silo.Api.Http.V1;

/// <summary>A listener that goes on: nothing more is said.</summary>
internal sealed record V1Resume;
