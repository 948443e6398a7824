using System.Text.Json;

namespace MoCluster.Modules;

/// <summary>An object as a trigger reads it: one registration, with all validities.</summary>
public sealed record TriggerObject
{
    /// <summary>The routing key of the object's type, for example <c>org_unit</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The object's uuid.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>The number of the registration, from 1.</summary>
    public required long Registration { get; init; }

    /// <summary>When the registration was made.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The validities in ascending order. Where the object is inactive there is none.</summary>
    public required IReadOnlyList<TriggerValidity> Validities { get; init; }

    /// <summary>The object's values on a day; null when it is not active then.</summary>
    /// <param name="day">The day, in the organisation's time zone.</param>
    public JsonElement? On(DateOnly day) => Validities.FirstOrDefault(validity => validity.Contains(day))?.Values;
}
