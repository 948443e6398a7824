using System.Text.Json;

namespace MoCluster.Client;

/// <summary>Selects objects of any type that meet all given conditions.</summary>
public sealed record UntypedFilter : ObjectFilter
{
    /// <summary>Only for people and organisation units: those whose names, user key or uuid has these words.</summary>
    public string? Query { get; init; }

    private protected override void WriteConditions(Utf8JsonWriter writer) => writer.WriteGiven("query", Query);
}
