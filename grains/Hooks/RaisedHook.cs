namespace MoCluster.Grains.Hooks;

/// <summary>What a raise came to.</summary>
/// <param name="WasRaised">Whether the hook is declared and ever had a callback; if not, nobody was called.</param>
/// <param name="Outcome">What the answers come to; null if nobody was called.</param>
public sealed record RaisedHook(bool WasRaised, HookOutcome? Outcome);
