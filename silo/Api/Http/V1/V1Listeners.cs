using MoCluster.Silo.Api.GraphQL;
using MoCluster.Silo.Api.GraphQL.Events;
using MoCluster.Silo.Configuration;

namespace MoCluster.Silo.Api.Http.V1;

/// <summary>Letting a listener hand nothing out for a while, and go on.</summary>
/// <param name="options">The limits.</param>
/// <param name="halts">Does it.</param>
internal sealed class V1Listeners(ApiOptions options, Halts halts)
{
    /// <summary><c>POST /v1/listeners/{listener}/pause</c>.</summary>
    public async Task PauseAsync(HttpContext context, ApiRequest request)
    {
        var body = await V1Json.ReadAsync<V1Pause>(context, options);
        var paused = await halts.PauseAsync(
            request, V1Events.ListenerOf(context), body.Reason, "listener", context.RequestAborted);
        await V1Json.WriteAsync(context, new V1Paused(paused.Pause!.Since, paused.Pause.Reason));
    }

    /// <summary><c>POST /v1/listeners/{listener}/resume</c>.</summary>
    public async Task ResumeAsync(HttpContext context, ApiRequest request)
    {
        await V1Json.ReadAsync<V1Resume>(context, options);
        var resumed = await halts.ResumeAsync(request, V1Events.ListenerOf(context), "listener", context.RequestAborted);
        await V1Json.WriteAsync(context, new V1Resumed(resumed.LetGo, resumed.From));
    }
}
