using System.Reflection;
using MoCluster.GrainInterfaces;
using MoCluster.Silo.Api.Http;
using MoCluster.Silo.Security;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>What resolvers know of the request that they serve.</summary>
internal sealed record ApiRequest : IBindableFromHttpContext<ApiRequest>
{
    /// <summary>On whose behalf.</summary>
    public required Actor Actor { get; init; }

    /// <summary>What the caller may do.</summary>
    public required CallerRoles Roles { get; init; }

    /// <summary>The one instant that is now throughout the request, by the store's clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The incarnation of the store: cursors of another are of before the data was restored.</summary>
    public required Guid Incarnation { get; init; }

    /// <summary>The caller's key under which results of mutations are kept; null for none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Whether triggers are skipped.</summary>
    public bool Triggerless { get; init; }

    /// <summary>Cuts waits short when the process stops.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>Makes it for an endpoint that has it as a parameter; the framework calls this.</summary>
    /// <param name="context">The request.</param>
    /// <param name="parameter">The parameter.</param>
    public static ValueTask<ApiRequest?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<ApiRequest?>(context.RequestServices.GetRequiredService<ApiRequests>().Of(context));
}
