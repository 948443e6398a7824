namespace MoCluster.Silo.Api.V1.Hooks;

/// <summary>The result of switching an extension. Every silo knows it.</summary>
/// <param name="Changed">Whether it changed anything.</param>
/// <param name="Failure">Why ExtEnabled or ExtDisabled was not raised to the end; null if it was. The switch stands.</param>
internal sealed record V1ExtensionSwitched(bool Changed, string? Failure);
