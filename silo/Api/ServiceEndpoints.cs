using MoCluster.Silo.Api.GraphQL.Organisations;
using MoCluster.Silo.Application;
using MoCluster.Silo.Errors;
using MoCluster.Silo.Security;

namespace MoCluster.Silo.Api;

/// <summary>
/// What is left of OS2mo's REST API below <c>/service</c>: the list of organisations, which integrations ask as a health check. All else says where it is in GraphQL
/// (docs/os2mo.md §11).
/// </summary>
internal static class ServiceEndpoints
{
    private const string Root = "/service";

    /// <summary>Maps the endpoints.</summary>
    /// <param name="app">The application.</param>
    /// <param name="reading">The methods that read.</param>
    public static void Map(WebApplication app, string[] reading)
    {
        var organisation = app.Services.GetRequiredService<RootOrganisation>();
        app.MapMethods($"{Root}/o", reading, async context =>
        {
            var read = await organisation.ReadAsync();
            context.Response.Headers.CacheControl = "no-store";
            await context.Response.WriteAsJsonAsync(
                read.Succeeded
                    ? [new Dictionary<string, string> { ["name"] = OrganisationParts.Name, ["user_key"] = OrganisationParts.Name, ["uuid"] = $"{read.Value.Uuid:D}" }]
                    : Array.Empty<Dictionary<string, string>>(),
                context.RequestAborted);
        }).WithMetadata(new RequiredRole(Roles.ReadOrganisation));
        app.MapFallback($"{Root}/{{**path}}", context => JsonErrors.WriteAsync(
            context, StatusCodes.Status404NotFound, HttpErrorCode.NotFound,
            $"{context.Request.Path} is part of OS2mo's REST API, which is not served here, except {Root}/o/. Use GraphQL at /graphql/v30; docs/os2mo.md §11 says how."));
    }
}
