using System.Collections.Immutable;
using System.Diagnostics;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Modules;

namespace MoCluster.Grains.Triggers;

/// <summary>Runs the triggers of a stage one after the other (docs/os2mo.md §7), within the rest of the mutation's budget.</summary>
public static class TriggerRun
{
    /// <summary>Runs triggers.</summary>
    /// <param name="registrations">The triggers, in order.</param>
    /// <param name="call">The mutation. Before the commit, the first failure ends the run.</param>
    /// <param name="context">The mutation as modules see it.</param>
    /// <param name="time">Measures the triggers.</param>
    /// <param name="budget">Is cancelled when the budget is spent. A trigger that ignores this is not awaited any longer.</param>
    /// <returns>The failures, in order.</returns>
    public static async ValueTask<ImmutableArray<TriggerFailure>> RunAsync(
        ImmutableArray<TriggerRegistration> registrations, TriggerCall call, TriggerContext context, TimeProvider time, CancellationToken budget)
    {
        var failures = ImmutableArray<TriggerFailure>.Empty;
        foreach (var registration in registrations)
        {
            if (await RunOneAsync(registration, call, context, time, budget) is not { } failure)
                continue;
            failures = failures.Add(failure);
            if (call.Stage.EventType == TriggerEventType.Before)
                break;
        }

        return failures;
    }

    private static async ValueTask<TriggerFailure?> RunOneAsync(
        TriggerRegistration registration, TriggerCall call, TriggerContext context, TimeProvider time, CancellationToken budget)
    {
        using var activity = GrainActivities.Start("trigger")
            ?.SetTag("mocluster.trigger.name", registration.Name)
            .SetTag("mocluster.trigger.source", registration.Source)
            .SetTag("mocluster.trigger.event_type", context.EventType.ToString())
            .SetTag("mocluster.trigger.request_type", context.RequestType.ToString())
            .SetTag("mocluster.trigger.role_type", context.RoleType);
        var started = time.GetTimestamp();
        var failure = await TryOneAsync(registration, call, context, budget);
        var took = time.GetElapsedTime(started);
        registration.Use.Count(failure is not null, took);
        GrainMetrics.TriggerRan(registration.Name, call.Stage, failure is not null, took);
        if (failure is not null)
            activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
        return failure;
    }

    private static async ValueTask<TriggerFailure?> TryOneAsync(
        TriggerRegistration registration, TriggerCall call, TriggerContext context, CancellationToken budget)
    {
        try
        {
            budget.ThrowIfCancellationRequested();
            var run = registration.Action(call, context, budget);
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
            var refused = exception as TriggerRefusedException;
            // Every exception of a trigger is a refusal with its text (docs/os2mo.md §7). It becomes a value here, and is not swallowed.
            return new TriggerFailure(registration.Name, exception.Message, refused?.Details?.GetRawText());
        }
    }
}
