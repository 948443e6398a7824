using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Simulation.Plans;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Clients;

/// <summary>
/// Pauses a listener, or suspends it as the search for pinned listeners does, and resumes it after a while, until that is confirmed.
/// </summary>
/// <param name="side">The state that all clients share.</param>
internal sealed class Pauser(ClientSide side)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(8);

    /// <summary>Pauses the listener at the planned time.</summary>
    public async Task RunAsync(PausePlan plan)
    {
        await side.UntilAsync(plan.At);
        if (!side.Listeners.TryGetValue(plan.Listener, out var listener))
            return;
        var pause = side.Ask(new Ask.Pause(plan.Name, listener.Uuid) { Invoked = side.History.Moment(), InvokedAt = side.Now });
        if (plan.Suspends)
            await SuspendAsync(pause, listener);
        else
            await TryAsync(pause, "a pause", listener, grain => grain.PauseListenerAsync(ClientSide.Owner, listener.Uuid, plan.Name));
        await side.PauseAsync(plan.For);
        while (!await TryResumeAsync(plan.Name, listener))
            await side.PauseAsync(TimeSpan.FromMilliseconds(700));
    }

    /// <summary>Resumes the listener.</summary>
    /// <returns>Whether another try would be useless.</returns>
    public Task<bool> TryResumeAsync(string client, ListenerDefinition listener)
    {
        var resume = side.Ask(new Ask.Resume(client, listener.Uuid) { Invoked = side.History.Moment(), InvokedAt = side.Now });
        return TryAsync(resume, "the end of a pause", listener, grain => grain.ResumeListenerAsync(ClientSide.Owner, listener.Uuid));
    }

    private async Task SuspendAsync(Ask.Pause ask, ListenerDefinition listener)
    {
        var frontiers = await side.World.Store.Durable.ReadFrontiersAsync([listener.Uuid], CancellationToken.None);
        var heads = await side.World.Store.Durable.ReadHeadsAsync([listener.Stream], CancellationToken.None);
        if (frontiers.IsEmpty || heads.IsEmpty)
            return;
        var from = Math.Max(frontiers[0].Frontier + 1, heads[0].First);
        await TryAsync(ask, $"a suspension at #{from}", listener, grain => grain.SuspendListenerAsync(listener.Uuid, from));
    }

    /// <summary>Calls once.</summary>
    /// <returns>Whether another try would be useless.</returns>
    private async Task<bool> TryAsync<T>(Ask ask, string what, ListenerDefinition listener, Func<INamespaceGrain, Task<Outcome<T>>> call)
    {
        try
        {
            var outcome = await side.Gateway.CallAsync(s_patience, grains => call(grains.GetGrain<INamespaceGrain>(listener.Stream.Namespace)));
            side.Story?.Tell($"{ask.Client}: {what} of {StoryText.Of(listener.Uuid)}: {StoryText.Of(outcome, _ => "done")}");
            if (outcome.Succeeded || !ClientAnswer.IsUnknown(outcome.Refusal))
                side.Answered(ask, outcome.Succeeded && outcome.Value is not false);
            return outcome.Succeeded || outcome.Refusal.Code == RefusalCode.NotFound;
        }
        catch (Exception exception)
        {
            side.Story?.Tell($"{ask.Client}: {what} of {StoryText.Of(listener.Uuid)} unknown, {exception.Message}");
            return false;
        }
    }
}
