using System.Text.Json;

namespace MoCluster.Grains.Hooks;

/// <summary>What one callback answered.</summary>
/// <param name="Callback">The name of the callback.</param>
/// <param name="Value">Its answer, which meets the contract of the hook; null for none.</param>
internal readonly record struct HookAnswer(string Callback, JsonElement Value);
