namespace MoCluster.Silo.Api.V1.Hooks;

/// <summary>Names a callback.</summary>
/// <param name="Namespace">The namespace of the hook.</param>
/// <param name="Hook">The name of the hook.</param>
/// <param name="Callback">The name of the callback.</param>
internal sealed record V1HookCallbackName(string Namespace, string Hook, string Callback);
