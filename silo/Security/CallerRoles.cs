using System.Collections.Frozen;
using MoCluster.GrainInterfaces;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Security;

/// <summary>The roles of a caller, from its token. <see cref="Roles"/> says what each role allows.</summary>
internal sealed class CallerRoles
{
    private readonly FrozenSet<string>? _roles;

    private CallerRoles(FrozenSet<string>? roles) => _roles = roles;

    /// <summary>All roles: those of an administrator, and of every caller when there is no authentication.</summary>
    public static CallerRoles Everything { get; } = new(null);

    /// <summary>Makes the roles of a caller.</summary>
    /// <param name="roles">The roles.</param>
    public static CallerRoles Of(IEnumerable<string> roles) => new(roles.ToFrozenSet(StringComparer.Ordinal));

    /// <summary>Whether the caller has a role.</summary>
    /// <param name="role">The role.</param>
    public bool Has(string role) => _roles is null || _roles.Contains(role);

    /// <summary>Refuses a caller that has none of some roles, with OS2mo's message (docs/os2mo.md §3).</summary>
    /// <param name="anyOf">The roles; one of them is enough.</param>
    /// <exception cref="RefusedException">The caller has none of the roles.</exception>
    public void Require(params ReadOnlySpan<string> anyOf)
    {
        foreach (var role in anyOf)
        {
            if (Has(role))
                return;
        }
        throw Refusals.ToException(new Refusal(RefusalCode.Forbidden, "No policy approved the access"));
    }
}
