namespace MoCluster.Silo.Security;

/// <summary>The role that an endpoint needs, as its metadata. It is checked before anything of the request is read.</summary>
/// <param name="Role">One of <see cref="Roles"/>.</param>
internal sealed record RequiredRole(string Role)
{
    /// <summary>Refuses who lacks it.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="Errors.RefusedException">The caller lacks it.</exception>
    public void Check(HttpRequest request) => CallerIdentity.RolesOf(request).Require(Role);
}
