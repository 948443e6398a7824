using MoCluster.GrainInterfaces;

namespace MoCluster.Silo.Security;

/// <summary>The caller of a request, as its token identifies it.</summary>
/// <param name="Uuid">The identity.</param>
/// <param name="Roles">The roles.</param>
/// <param name="IsAdministrator">Whether the caller may change what belongs to other owners.</param>
internal sealed record Caller(Guid Uuid, CallerRoles Roles, bool IsAdministrator)
{
    /// <summary>When the token expires. A streamed answer ends at that time.</summary>
    public DateTimeOffset Until { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>The name of the caller, for people; null if the token has none.</summary>
    public string? Name { get; init; }

    /// <summary>The email address of the caller; null if the token has none.</summary>
    public string? Email { get; init; }

    /// <summary>The caller of every request when there is no authentication.</summary>
    public static Caller Anonymous { get; } = new(Actor.Anonymous, CallerRoles.Everything, IsAdministrator: false);
}
