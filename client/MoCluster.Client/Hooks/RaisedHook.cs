using System.Text.Json;

namespace MoCluster.Client;

/// <summary>What a raise came to.</summary>
/// <param name="WasRaised">Whether the hook is declared and ever had a callback; if not, nobody was called.</param>
/// <param name="Value">The answers: a list, a dictionary or a string, as the hook declares; null for a notification.</param>
/// <param name="IsAllowed">Whether no answer refuses; null where the hook decides nothing.</param>
/// <param name="RefusedBy">The callbacks whose answers refuse.</param>
/// <param name="Collisions">The keys that more than one callback gave; the last one's value counts.</param>
public sealed record RaisedHook(
    bool WasRaised, JsonElement? Value, bool? IsAllowed, IReadOnlyList<string> RefusedBy, IReadOnlyList<string> Collisions);
