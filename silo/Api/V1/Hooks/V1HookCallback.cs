namespace MoCluster.Silo.Api.V1.Hooks;

/// <summary>A callback of a hook.</summary>
/// <param name="Callback">Its name.</param>
/// <param name="Address">The address to which the raise is posted; null for a callback in a module.</param>
/// <param name="Owner">The extension that owns it; null for none.</param>
/// <param name="Order">Callbacks run in ascending order, then in the order of their registration.</param>
/// <param name="Enabled">Whether it is called: its extension is on.</param>
/// <param name="Calls">How often it was called by the silo that answers, since that started.</param>
/// <param name="Failures">How many of these calls failed or refused.</param>
/// <param name="Seconds">How long these calls took together.</param>
internal sealed record V1HookCallback(
    string Callback, string? Address, string? Owner, int Order, bool Enabled, long Calls, long Failures, double Seconds);
