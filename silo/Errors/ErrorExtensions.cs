using System.Text.Json.Serialization;

namespace MoCluster.Silo.Errors;

/// <summary>The part of an error that is meant for programs.</summary>
/// <param name="Code">A stable code for programs.</param>
/// <param name="Path">Where in the input.</param>
/// <param name="Retriable">Whether the same request may succeed later.</param>
internal sealed record ErrorExtensions(
    string Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Path = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Retriable = null);
