using Microsoft.AspNetCore.Http.HttpResults;
using MoCluster.Silo.Application;

namespace MoCluster.Silo.Api.V1.Listeners;

/// <summary>Letting a listener hand nothing out for a while, and go on. What is said of each method here is what the description tells.</summary>
internal static class V1Listeners
{
    /// <summary>Pauses a listener of the caller's: nothing is handed out from it until it is resumed. Events are kept for it.</summary>
    /// <param name="listener">The listener's uuid.</param>
    /// <param name="body">Why.</param>
    /// <param name="request">On whose behalf.</param>
    /// <param name="pauses">Does it.</param>
    /// <response code="200">It is paused; paused again, it takes the new reason.</response>
    public static async Task<Ok<V1Paused>> PauseAsync(
        string listener, V1Body<V1Pause> body, V1Request request, ListenerPauses pauses)
    {
        var paused = await pauses.PauseAsync(
            request.Api, V1Paths.ListenerOf(listener), body.Value.Reason, "listener", request.Aborted);
        return TypedResults.Ok(new V1Paused(paused.Pause!.Since, paused.Pause.Reason));
    }

    /// <summary>Lets a listener of the caller's go on that is paused or suspended.</summary>
    /// <param name="listener">The listener's uuid.</param>
    /// <param name="body">Nothing more is said.</param>
    /// <param name="request">On whose behalf.</param>
    /// <param name="pauses">Does it.</param>
    /// <response code="200">It goes on, also where it was neither.</response>
    public static async Task<Ok<V1Resumed>> ResumeAsync(
        string listener, V1Body<V1Resume> body, V1Request request, ListenerPauses pauses)
    {
        var resumed = await pauses.ResumeAsync(request.Api, V1Paths.ListenerOf(listener), "listener", request.Aborted);
        return TypedResults.Ok(new V1Resumed(resumed.LetGo, resumed.From));
    }
}
