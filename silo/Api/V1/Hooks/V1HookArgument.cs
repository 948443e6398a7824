namespace MoCluster.Silo.Api.V1.Hooks;

/// <summary>An argument of a hook.</summary>
/// <param name="Name">The name, unique within the hook.</param>
/// <param name="Type">any, string, strings, dictionary, or else the type of an object, for example account.</param>
/// <param name="Optional">Whether a raise may leave it out.</param>
/// <param name="Nullable">Whether it may be null.</param>
/// <param name="Shared">Whether callbacks of a notification may add to it: a dictionary.</param>
/// <param name="Sensitive">Whether it is never stored, logged or traced.</param>
/// <param name="Values">The values that a string may have; all when absent.</param>
internal sealed record V1HookArgument(
    string Name, string Type, bool Optional = false, bool Nullable = false, bool Shared = false, bool Sensitive = false, IReadOnlyList<string>? Values = null);
