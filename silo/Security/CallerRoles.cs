using System.Collections.Frozen;
using MoCluster.GrainInterfaces;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Security;

/// <summary>The roles of a caller, from its token. <see cref="Roles"/> says what each role allows.</summary>
internal sealed class CallerRoles
{
    private readonly FrozenSet<string> _roles;
    private readonly bool _isEverything;

    private CallerRoles(IEnumerable<string> roles, bool isEverything) =>
        (_roles, _isEverything) = (roles.ToFrozenSet(StringComparer.Ordinal), isEverything);

    /// <summary>All roles, for every caller when there is no authentication. Its one name is that of OS2mo's role for everything.</summary>
    public static CallerRoles Everything { get; } = OfAdministrator(["admin"]);

    /// <summary>The names of the roles that the caller was given, in their order. An administrator has all others too.</summary>
    public IReadOnlyList<string> Names => [.. _roles.Order(StringComparer.Ordinal)];

    /// <summary>Makes the roles of a caller.</summary>
    /// <param name="roles">The roles.</param>
    public static CallerRoles Of(IEnumerable<string> roles) => new(roles, isEverything: false);

    /// <summary>Makes the roles of an administrator, who has all roles.</summary>
    /// <param name="roles">The roles that the administrator was given by name.</param>
    public static CallerRoles OfAdministrator(IEnumerable<string> roles) => new(roles, isEverything: true);

    /// <summary>Whether the caller has a role.</summary>
    /// <param name="role">The role.</param>
    public bool Has(string role) => _isEverything || _roles.Contains(role);

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
