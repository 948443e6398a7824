using System.Text.Json;

namespace MoCluster.Silo.Api.V1.Objects;

/// <summary>The values that an object has throughout an interval.</summary>
/// <param name="Values">The values of its fields, by the names of the catalogue.</param>
/// <param name="From">The beginning: a day, or its midnight in Copenhagen with an offset. Left out if it is open.</param>
/// <param name="To">The end, which is not part of the interval. Left out if it is open.</param>
internal sealed record V1Validity(IReadOnlyDictionary<string, JsonElement> Values, string? From = null, string? To = null);
