using System.Text.Json.Serialization;

namespace MoCluster.Silo.Errors;

/// <summary>The one form of errors, also that of GraphQL.</summary>
/// <param name="Items">What was wrong.</param>
internal sealed record ErrorList([property: JsonPropertyName("errors")] IReadOnlyList<Error> Items);
