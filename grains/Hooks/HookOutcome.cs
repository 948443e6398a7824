using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MoCluster.Grains.Hooks;

/// <summary>What a raise comes to.</summary>
/// <param name="Value">The combined answers: a list, a dictionary, a string, or what shared arguments got; null for a notification without such.</param>
/// <param name="IsAllowed">Whether no answer refuses; null where the hook decides nothing.</param>
/// <param name="RefusedBy">The callbacks whose answers refuse.</param>
/// <param name="Collisions">The keys that more than one callback gave; the last one's value counts.</param>
public sealed record HookOutcome(JsonNode? Value, bool? IsAllowed, ImmutableArray<string> RefusedBy, ImmutableArray<string> Collisions);
