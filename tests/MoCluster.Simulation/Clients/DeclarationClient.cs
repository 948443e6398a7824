using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Simulation.Plans;

namespace MoCluster.Simulation.Clients;

/// <summary>Declares the namespace, and a listener until that is confirmed; deletes the listener at its time.</summary>
/// <param name="shared">The state that all clients share.</param>
internal sealed class DeclarationClient(SharedClientState shared)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(8);

    /// <summary>Declares the namespace.</summary>
    public async Task DeclareNamespaceAsync()
    {
        while (true)
        {
            try
            {
                var outcome = await shared.Gateway.CallAsync(
                    s_patience, grains => grains.GetGrain<INamespaceGrain>(PlanMaker.Namespace).DeclareAsync(SharedClientState.Owner, isPublic: true));
                if (outcome.Succeeded)
                    return;
            }
            catch (Exception exception)
            {
                shared.Transcript?.Tell($"the namespace could not be declared: {exception.Message}");
            }

            await shared.PauseAsync(TimeSpan.FromMilliseconds(500));
        }
    }

    /// <summary>Declares a listener, and deletes it if the plan says so.</summary>
    public async Task RunAsync(ListenerPlan plan)
    {
        await shared.UntilAsync(plan.DeclaredAt);
        var listener = await DeclareAsync(plan);
        if (plan.DeletedAt is not { } deletedAt)
            return;
        await shared.UntilAsync(deletedAt);
        await DeleteAsync(plan, listener);
    }

    private async Task<ListenerDefinition> DeclareAsync(ListenerPlan plan)
    {
        var policy = new ListenerPolicy(plan.Lease, plan.MaxBackOff, plan.MaxAttempts, plan.MaxInFlight);
        var declaration = new ListenerDeclaration(plan.UserKey, plan.Stream.RoutingKey, policy, plan.Group);
        while (true)
        {
            var operation = shared.History.BeginDeclare("owner", plan.Stream.ToString(), plan.Lease, SharedClientState.Owner.Uuid);
            try
            {
                var outcome = await shared.Gateway.CallAsync(
                    s_patience, grains => grains.GetGrain<INamespaceGrain>(plan.Stream.Namespace).DeclareListenerAsync(SharedClientState.Owner, declaration));
                if (outcome.Succeeded)
                {
                    operation.Confirm(outcome.Value.Uuid, outcome.Value.Group);
                    shared.Listeners[plan.Index] = outcome.Value;
                    shared.Transcript?.Tell($"owner: {plan.UserKey} is declared");
                    return outcome.Value;
                }

                if (!ClientAnswer.IsUnknown(outcome.Refusal))
                    operation.Refuse();
                shared.Transcript?.Tell($"owner: {plan.UserKey} is not declared: {outcome.Refusal.Message}");
            }
            catch (Exception exception)
            {
                shared.Transcript?.Tell($"owner: whether {plan.UserKey} is declared is unknown: {exception.Message}");
            }

            await shared.PauseAsync(TimeSpan.FromMilliseconds(700));
        }
    }

    private async Task DeleteAsync(ListenerPlan plan, ListenerDefinition listener)
    {
        shared.Listeners.Remove(plan.Index);
        while (true)
        {
            var operation = shared.History.BeginDelete("owner", listener.Uuid);
            try
            {
                var outcome = await shared.Gateway.CallAsync(s_patience, grains => grains
                    .GetGrain<INamespaceGrain>(plan.Stream.Namespace).DeleteListenerAsync(SharedClientState.Owner, listener.Uuid, deletePendingEvents: true));
                if (outcome.Succeeded)
                {
                    operation.Confirm();
                    shared.Transcript?.Tell($"owner: {plan.UserKey} is deleted");
                    return;
                }

                if (!ClientAnswer.IsUnknown(outcome.Refusal))
                    operation.Refuse();
            }
            catch (Exception exception)
            {
                shared.Transcript?.Tell($"owner: whether {plan.UserKey} is deleted is unknown: {exception.Message}");
            }

            await shared.PauseAsync(TimeSpan.FromMilliseconds(700));
        }
    }
}
