namespace MoCluster.Silo.Api.V1.Hooks;

/// <summary>The registration of a callback.</summary>
/// <param name="Namespace">The namespace of the hook.</param>
/// <param name="Hook">The name of the hook, which need not be declared yet.</param>
/// <param name="Callback">The name of the callback, unique within the hook. Where the hook has one of that name, nothing changes.</param>
/// <param name="Address">The address to which the raise is posted.</param>
/// <param name="Owner">The extension with which it is switched off and removed; none when absent.</param>
/// <param name="Order">Callbacks of a hook run in ascending order, then in the order of their registration.</param>
/// <param name="TimeoutSeconds">How long a call may take; HttpTriggers:RunTimeout when absent.</param>
internal sealed record V1HookRegistration(
    string Namespace, string Hook, string Callback, string Address, string? Owner = null, int Order = 0, double? TimeoutSeconds = null);
