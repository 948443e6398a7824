using System.Collections.Frozen;
using MoCluster.GrainInterfaces;
using MoCluster.Silo.Api.GraphQL;

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

    /// <summary>Refuses who lacks a role, in OS2mo's words (os2mo.md §1.3).</summary>
    /// <param name="role">The role.</param>
    /// <exception cref="RefusedException">It is lacking.</exception>
    public void Require(string role)
    {
        if (!Has(role))
            throw Refusals.ToException(new Refusal(RefusalCode.Forbidden, "No policy approved the access"));
    }
}
