namespace MoCluster.Grains.Storage.Objects;

/// <summary>A value that at most one object may hold.</summary>
/// <param name="Scope">What the value is unique within, for example <c>person.cpr_number</c>.</param>
/// <param name="Value">The value.</param>
public readonly record struct UniqueKey(string Scope, string Value);
