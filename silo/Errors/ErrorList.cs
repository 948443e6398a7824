using System.Text.Json.Serialization;

namespace MoCluster.Silo.Errors;

/// <summary>The form of all errors, the same as GraphQL's.</summary>
/// <param name="Items">What was wrong.</param>
internal sealed record ErrorList([property: JsonPropertyName("errors")] IReadOnlyList<Error> Items);
