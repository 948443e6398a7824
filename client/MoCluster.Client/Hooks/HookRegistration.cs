namespace MoCluster.Client;

/// <summary>A callback to register at a hook.</summary>
/// <param name="Namespace">The namespace of the hook, for example <c>modoboa</c>.</param>
/// <param name="Hook">The name of the hook, which need not be declared yet.</param>
/// <param name="Callback">The name of the callback, unique within the hook.</param>
/// <param name="Address">The address to which the server posts what is raised.</param>
public sealed record HookRegistration(string Namespace, string Hook, string Callback, Uri Address)
{
    /// <summary>The extension with which it is switched off and removed; none by default.</summary>
    public string? Owner { get; init; }

    /// <summary>Callbacks of a hook run in ascending order, then in the order of their registration.</summary>
    public int Order { get; init; }

    /// <summary>How long a call may take; the server's setting by default.</summary>
    public TimeSpan? Timeout { get; init; }
}
