namespace MoCluster.Silo.Api.V1.Hooks;

/// <summary>The result of removing a callback. No silo calls it any more.</summary>
/// <param name="Known">Whether the hook is declared and ever had a callback; if not, nothing was done.</param>
internal sealed record V1Unregistered(bool Known);
