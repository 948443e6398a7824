using System.Collections.Immutable;
using System.Diagnostics;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Modules;

namespace MoCluster.Grains.Triggers;

/// <summary>Runs the triggers of a stage one after the other (os2mo.md §3.1), within what is left of the budget.</summary>
public static class TriggerRun
{
    /// <summary>Runs them.</summary>
    /// <param name="registrations">The triggers, in order.</param>
    /// <param name="context">What they are told.</param>
    /// <param name="stopAtFirst">Whether the first failure ends the run, as it does before the commit.</param>
    /// <param name="budget">Ends when the budget is spent. A trigger that does not heed it is waited for no longer.</param>
    /// <returns>What failed, in order.</returns>
    public static async ValueTask<ImmutableArray<TriggerFailure>> RunAsync(
        ImmutableArray<TriggerRegistration> registrations, TriggerContext context, bool stopAtFirst, CancellationToken budget)
    {
        var failures = ImmutableArray<TriggerFailure>.Empty;
        foreach (var registration in registrations)
        {
            if (await RunOneAsync(registration, context, budget) is not { } failure)
                continue;
            failures = failures.Add(failure);
            if (stopAtFirst)
                break;
        }

        return failures;
    }

    private static async ValueTask<TriggerFailure?> RunOneAsync(TriggerRegistration registration, TriggerContext context, CancellationToken budget)
    {
        using var activity = GrainActivities.Start("trigger")
            ?.SetTag("mocluster.trigger.name", registration.Name)
            .SetTag("mocluster.trigger.event_type", context.EventType.ToString())
            .SetTag("mocluster.trigger.request_type", context.RequestType.ToString())
            .SetTag("mocluster.trigger.role_type", context.RoleType);
        var failure = await TryOneAsync(registration, context, budget);
        if (failure is not null)
            activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
        return failure;
    }

    private static async ValueTask<TriggerFailure?> TryOneAsync(TriggerRegistration registration, TriggerContext context, CancellationToken budget)
    {
        try
        {
            budget.ThrowIfCancellationRequested();
            var run = registration.Handler(context, budget);
            if (!run.IsCompletedSuccessfully)
                await run.AsTask().WaitAsync(budget);
            return null;
        }
        catch (OperationCanceledException) when (budget.IsCancellationRequested)
        {
            return new TriggerFailure(registration.Name, "It did not end within the time that all triggers of a mutation share.");
        }
        catch (Exception exception)
        {
            // Every exception of foreign code is a refusal with its text (os2mo.md §3.1); it becomes a value here, and is not swallowed.
            return new TriggerFailure(registration.Name, exception.Message);
        }
    }
}
