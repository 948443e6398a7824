namespace MoCluster.Grains.Hooks;

/// <summary>What is wrong with a value, and where.</summary>
/// <param name="Path">The place within the value, for example <c>[2].url</c>; empty for the value itself.</param>
/// <param name="Message">What was found and what would be right.</param>
internal readonly record struct HookFault(string Path, string Message);
