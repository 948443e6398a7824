namespace MoCluster.Silo.Security;

/// <summary>The role that an endpoint requires, as metadata of the endpoint. It is checked before the request is read.</summary>
/// <param name="Role">One of <see cref="Roles"/>.</param>
internal sealed record RequiredRole(string Role)
{
    /// <summary>Refuses a caller without the role.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="Errors.RefusedException">The caller does not have the role.</exception>
    public void Check(HttpRequest request) => CallerIdentity.RolesOf(request).Require(Role);
}
