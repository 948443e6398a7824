using System.Text.Json;

namespace MoCluster.Silo.Api.V1.Hooks;

/// <summary>A raise of a hook.</summary>
/// <param name="Namespace">The namespace of the hook.</param>
/// <param name="Hook">The name of the hook.</param>
/// <param name="Arguments">The arguments: an object with their names, or a list in their order; none when absent.</param>
internal sealed record V1HookRaise(string Namespace, string Hook, JsonElement? Arguments = null);
