using System.Collections.Frozen;
using MoCluster.GrainInterfaces;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Security;

/// <summary>What a caller may do: the roles of its token, of which <see cref="Roles"/> says what each allows.</summary>
internal sealed class CallerRoles
{
    private readonly FrozenSet<string>? _roles;

    private CallerRoles(FrozenSet<string>? roles) => _roles = roles;

    /// <summary>May do everything: an administrator, and whoever calls while there is no authentication.</summary>
    public static CallerRoles Everything { get; } = new(null);

    /// <summary>May do what these roles allow, and nothing else.</summary>
    /// <param name="roles">The roles.</param>
    public static CallerRoles Of(IEnumerable<string> roles) => new(roles.ToFrozenSet(StringComparer.Ordinal));

    /// <summary>Whether the caller has a role.</summary>
    /// <param name="role">The role.</param>
    public bool Has(string role) => _roles is null || _roles.Contains(role);

    /// <summary>Refuses who has none of some roles, in OS2mo's words (os2mo.md §1.3).</summary>
    /// <param name="anyOf">The roles, of which one is enough.</param>
    /// <exception cref="RefusedException">All of them are lacking.</exception>
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
