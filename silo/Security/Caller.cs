using MoCluster.GrainInterfaces;

namespace MoCluster.Silo.Security;

/// <summary>Who calls, as its token says.</summary>
/// <param name="Uuid">Its identity.</param>
/// <param name="Roles">What it may do.</param>
/// <param name="IsAdministrator">Whether it may touch what belongs to others.</param>
internal sealed record Caller(Guid Uuid, CallerRoles Roles, bool IsAdministrator)
{
    /// <summary>When its token ends: an answer that is made bit by bit ends with it.</summary>
    public DateTimeOffset Until { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>Whoever calls while there is no authentication: all are one.</summary>
    public static Caller Anonymous { get; } = new(Actor.Anonymous, CallerRoles.Everything, IsAdministrator: false);
}
