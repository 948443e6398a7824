using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Simulation.Plans;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Clients;

/// <summary>
/// Pauses a listener, or suspends it as the search for pinned listeners does, and resumes it after a while, until that is confirmed.
/// </summary>
/// <param name="shared">The state that all clients share.</param>
internal sealed class PauseClient(SharedClientState shared)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(8);

    /// <summary>Pauses the listener at the planned time.</summary>
    public async Task RunAsync(PausePlan plan)
    {
        await shared.UntilAsync(plan.At);
        if (!shared.Listeners.TryGetValue(plan.Listener, out var listener))
            return;
        var pause = shared.Begin(new QueueRequest.Pause(plan.Name, listener.Uuid));
        if (plan.Suspends)
            await SuspendAsync(pause, listener);
        else
            await TryAsync(pause, "a pause", listener, grain => grain.PauseListenerAsync(SharedClientState.Owner, listener.Uuid, plan.Name));
        await shared.PauseAsync(plan.For);
        while (!await TryResumeAsync(plan.Name, listener))
            await shared.PauseAsync(TimeSpan.FromMilliseconds(700));
    }

    /// <summary>Resumes the listener.</summary>
    /// <returns>Whether another try would be useless.</returns>
    public Task<bool> TryResumeAsync(string client, ListenerDefinition listener)
    {
        var resume = shared.Begin(new QueueRequest.Resume(client, listener.Uuid));
        return TryAsync(resume, "the end of a pause", listener, grain => grain.ResumeListenerAsync(SharedClientState.Owner, listener.Uuid));
    }

    private async Task SuspendAsync(QueueRequest.Pause request, ListenerDefinition listener)
    {
        var frontiers = await shared.World.Store.Durable.ReadFrontiersAsync([listener.Uuid], CancellationToken.None);
        var heads = await shared.World.Store.Durable.ReadHeadsAsync([listener.Stream], CancellationToken.None);
        if (frontiers.IsEmpty || heads.IsEmpty)
            return;
        var from = Math.Max(frontiers[0].Frontier + 1, heads[0].First);
        await TryAsync(request, $"a suspension at #{from}", listener, grain => grain.SuspendListenerAsync(listener.Uuid, from));
    }

    /// <summary>Calls once.</summary>
    /// <returns>Whether another try would be useless.</returns>
    private async Task<bool> TryAsync<T>(QueueRequest request, string what, ListenerDefinition listener, Func<INamespaceGrain, Task<Outcome<T>>> call)
    {
        try
        {
            var outcome = await shared.Gateway.CallAsync(s_patience, grains => call(grains.GetGrain<INamespaceGrain>(listener.Stream.Namespace)));
            shared.Transcript?.Tell($"{request.Client}: {what} of {TranscriptText.Of(listener.Uuid)}: {TranscriptText.Of(outcome, _ => "done")}");
            if (outcome.Succeeded || !ClientAnswer.IsUnknown(outcome.Refusal))
                shared.Answered(request, outcome.Succeeded && outcome.Value is not false);
            return outcome.Succeeded || outcome.Refusal.Code == RefusalCode.NotFound;
        }
        catch (Exception exception)
        {
            shared.Transcript?.Tell($"{request.Client}: {what} of {TranscriptText.Of(listener.Uuid)} unknown, {exception.Message}");
            return false;
        }
    }
}
