namespace MoCluster.Silo.Api.Http.V1.Bodies;

/// <summary>A listener that is to go on: nothing more is said.</summary>
internal sealed record V1Resume;
