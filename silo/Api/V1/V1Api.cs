using MoCluster.Silo.Api.V1.Events;
using MoCluster.Silo.Api.V1.Hooks;
using MoCluster.Silo.Api.V1.Listeners;
using MoCluster.Silo.Api.V1.Objects;
using MoCluster.Silo.Api.V1.Tokens;
using MoCluster.Silo.Security;


namespace MoCluster.Silo.Api.V1;

/// <summary>
/// Maps <c>/v1</c>, the event API over plain HTTP for machines (docs/architecture.md §9). <see cref="V1Description"/> makes
/// <c>/v1/openapi.json</c> from these endpoints.
/// </summary>
internal static class V1Api
{
    /// <summary>The beginning of all paths.</summary>
    public const string Root = "/v1";

    /// <summary>Adds the services that read, write and describe bodies.</summary>
    /// <param name="services">The services of the process.</param>
    public static IServiceCollection AddV1(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(json => V1Json.Configure(json.SerializerOptions)).AddV1Description();

    /// <summary>Maps the endpoints.</summary>
    /// <param name="app">The application.</param>
    public static void MapV1(this IEndpointRouteBuilder app)
    {
        var v1 = app.MapGroup(Root).WithGroupName(V1Description.Name).TellsErrors().AddEndpointFilter<V1Answers>();

        var events = v1.MapGroup("").WithTags("Events");
        events.MapPost("/namespaces/{namespace}/events", V1Events.PublishAsync).WithName("publish").Needs(Roles.Send).TakesIdempotencyKey();
        events.MapPost("/events", V1Events.PublishToAsync).WithName("publishTo").Needs(Roles.Send).TakesIdempotencyKey();
        events.MapPost("/listeners/{listener}/fetch", V1Events.FetchAsync).WithName("fetch").Needs(Roles.Fetch);
        events.MapPost("/listeners/{listener}/stream", V1Events.StreamAsync).WithName("stream").Needs(Roles.Fetch);

        var tokens = v1.MapGroup("").WithTags("Tokens");
        tokens.MapPost("/acknowledge", V1TokenUses.AcknowledgeAsync).WithName("acknowledge").Needs(Roles.Acknowledge);
        tokens.MapPost("/nack", V1TokenUses.NackAsync).WithName("nack").Needs(Roles.Acknowledge);
        tokens.MapPost("/park", V1TokenUses.ParkAsync).WithName("park").Needs(Roles.Acknowledge);
        tokens.MapPost("/touch", V1TokenUses.TouchAsync).WithName("touch").Needs(Roles.Acknowledge);

        var listeners = v1.MapGroup("").WithTags("Listeners");
        listeners.MapPost("/listeners/{listener}/pause", V1Listeners.PauseAsync).WithName("pause").Needs(Roles.CreateListener);
        listeners.MapPost("/listeners/{listener}/resume", V1Listeners.ResumeAsync).WithName("resume").Needs(Roles.CreateListener);

        var objects = v1.MapGroup("").WithTags("Objects");
        objects.MapGet("/export", V1Objects.Export).WithName("export").Needs(Roles.Export);
        objects.MapPost("/import", V1Objects.Import).WithName("import").Needs(Roles.Import)
            .TakesSwitch("triggerless", "Skips triggers. It needs the role triggerless besides.")
            .TakesSwitch("dry_run", "Checks everything and writes nothing.")
            .TakesSwitch("stop_on_error", "Ends the import at the first line that is refused. What was committed before stays.");

        var hooks = v1.MapGroup("").WithTags("Hooks");
        hooks.MapGet("/hooks", V1HookUses.ListAsync).WithName("listHooks").Needs(Roles.ReadHooks);
        hooks.MapPost("/hooks/declare", V1HookUses.DeclareAsync).WithName("declareHook").Needs(Roles.ManageHooks);
        hooks.MapPost("/hooks/register", V1HookUses.RegisterAsync).WithName("registerCallback").Needs(Roles.ManageHooks);
        hooks.MapPost("/hooks/unregister", V1HookUses.UnregisterAsync).WithName("unregisterCallback").Needs(Roles.ManageHooks);
        hooks.MapPost("/hooks/unregister-extension", V1HookUses.UnregisterExtensionAsync).WithName("unregisterExtension").Needs(Roles.ManageHooks);
        hooks.MapPost("/hooks/enable-extension", V1HookUses.EnableAsync).WithName("enableExtension").Needs(Roles.ManageHooks);
        hooks.MapPost("/hooks/disable-extension", V1HookUses.DisableAsync).WithName("disableExtension").Needs(Roles.ManageHooks);
        hooks.MapPost("/hooks/raise", V1HookUses.RaiseAsync).WithName("raiseHook").Needs(Roles.RaiseHooks);

        app.MapV1Description();

        // The schema of another protocol, which this one only serves.
        app.MapGet($"{Root}/triggers/schema", () => TypedResults.Stream(
            typeof(V1Api).Assembly.GetManifestResourceStream("trigger-registration.schema.json")!, "application/schema+json")).ExcludeFromDescription();
    }

    private static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, string role) => endpoint.WithMetadata(new RequiredRole(role));
}
