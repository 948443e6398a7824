using System.Text.Json;

namespace MoCluster.Silo.Api.V1.Hooks;

/// <summary>What a raise came to.</summary>
/// <param name="Raised">Whether the hook is declared and ever had a callback; if not, nobody was called.</param>
/// <param name="Value">The answers: a list, a dictionary or a string, as the hook declares; null for a notification.</param>
/// <param name="Allowed">Whether no answer refuses; null where the hook decides nothing.</param>
/// <param name="RefusedBy">The callbacks whose answers refuse.</param>
/// <param name="Collisions">The keys that more than one callback gave; the last one's value counts.</param>
internal sealed record V1HookRaised(bool Raised, JsonElement? Value, bool? Allowed, IReadOnlyList<string> RefusedBy, IReadOnlyList<string> Collisions);
