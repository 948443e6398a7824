namespace MoCluster.Silo.Api.GraphQL.Objects.Filters;

/// <summary>A field of the input type of a filter.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The GraphQL type.</param>
/// <param name="Description">What it selects, for people.</param>
/// <param name="Default">The default in GraphQL's notation; null for none, where null and absent may differ.</param>
/// <param name="Deprecation">What to use instead, if it is deprecated; else null.</param>
internal sealed record FilterInput(string Name, string Type, string Description, string? Default = "null", string? Deprecation = null);
