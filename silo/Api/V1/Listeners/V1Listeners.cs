using Microsoft.AspNetCore.Http.HttpResults;
using MoCluster.Silo.Application;

namespace MoCluster.Silo.Api.V1.Listeners;

/// <summary>The endpoints that pause and resume listeners. Their documentation becomes that of the OpenAPI document.</summary>
internal static class V1Listeners
{
    /// <summary>Pauses a listener of the caller: it hands out no events until it is resumed. Its events are kept.</summary>
    /// <param name="listener">The uuid of the listener.</param>
    /// <param name="body">The reason.</param>
    /// <param name="request">The request of the caller.</param>
    /// <param name="pauses">Pauses and resumes listeners.</param>
    /// <response code="200">The listener is paused. If it was paused already, it has the new reason.</response>
    public static async Task<Ok<V1Paused>> PauseAsync(
        string listener, V1Body<V1Pause> body, V1Request request, ListenerPauses pauses)
    {
        var paused = await pauses.PauseAsync(
            request.Api, V1Paths.ListenerOf(listener), body.Value.Reason, "listener", request.Aborted);
        return TypedResults.Ok(new V1Paused(paused.Pause!.Since, paused.Pause.Reason));
    }

    /// <summary>Resumes a listener of the caller that is paused or suspended.</summary>
    /// <param name="listener">The uuid of the listener.</param>
    /// <param name="body">An empty object.</param>
    /// <param name="request">The request of the caller.</param>
    /// <param name="pauses">Pauses and resumes listeners.</param>
    /// <response code="200">The listener is active, also if it was neither paused nor suspended.</response>
    public static async Task<Ok<V1Resumed>> ResumeAsync(
        string listener, V1Body<V1Resume> body, V1Request request, ListenerPauses pauses)
    {
        var resumed = await pauses.ResumeAsync(request.Api, V1Paths.ListenerOf(listener), "listener", request.Aborted);
        return TypedResults.Ok(new V1Resumed(resumed.LetGo, resumed.From));
    }
}
