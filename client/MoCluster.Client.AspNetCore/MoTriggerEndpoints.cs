using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MoCluster.Client.AspNetCore.Receiving;

namespace MoCluster.Client.AspNetCore;

/// <summary>Maps the endpoints of HTTP triggers.</summary>
public static class MoTriggerEndpoints
{
    /// <summary>
    /// Maps <c>GET /triggers</c>, which says which triggers there are; those are added to what is returned. The address of this program is then set at the server as
    /// one of <c>HttpTriggers:Endpoints</c>.
    /// </summary>
    /// <param name="endpoints">The program, or a group of its routes; the prefix of the group is then part of the address.</param>
    /// <example>
    /// <code>
    /// app.MapMoTriggers()
    ///     .Before("org_unit", MoRequestType.Create, (call, _) =&gt; call.Request.GetProperty("name").ValueEquals("Forbidden")
    ///         ? throw new MoTriggerRefusedException("Choose another name.")
    ///         : Task.CompletedTask)
    ///     .After("employee", MoRequestType.Edit, (MoTriggerCall call, Payroll payroll, CancellationToken cancellation) =&gt;
    ///         payroll.RefreshAsync(call.Uuid, cancellation));
    /// </code>
    /// </example>
    public static MoTriggersBuilder MapMoTriggers(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var verifier = endpoints.ServiceProvider.GetService<CallVerifier>()
            ?? throw new InvalidOperationException("Add services.AddMoTriggers(…) before app.MapMoTriggers().");
        var group = endpoints.MapGroup("");
        var triggers = new TriggerTable();
        group.MapGet("/triggers", (HttpContext context) => TriggerListing.AnswerAsync(context, triggers, verifier));
        return new MoTriggersBuilder(group, triggers, ActivatorUtilities.CreateInstance<CallReceiver>(endpoints.ServiceProvider));
    }
}
