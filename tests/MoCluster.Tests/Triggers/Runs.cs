using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Grains.Triggers;
using MoCluster.Modules;

namespace MoCluster.Tests.Triggers;

/// <summary>Runs triggers of a stage with a mutation made up for it.</summary>
internal static class Runs
{
    /// <summary>Runs triggers before the commit, where the first failure ends the run, or after it.</summary>
    public static ValueTask<ImmutableArray<TriggerFailure>> OfAsync(
        ImmutableArray<TriggerRegistration> triggers, TriggerContext context, bool before, CancellationToken budget)
    {
        var subject = new ObjectKey("org_unit", context.Uuid);
        var call = new TriggerCall
        {
            Stage = new TriggerStage(before ? TriggerEventType.Before : TriggerEventType.After, context.RoleType, TriggerSpelling.Of(context.RequestType)),
            Object = subject,
            Request = [.. System.Text.Encoding.UTF8.GetBytes(context.Request.GetRawText())],
            Actor = new Actor(context.Actor),
            Chain = [subject],
            Deadline = DateTimeOffset.MaxValue,
        };
        return TriggerRun.RunAsync(triggers, call, context, TimeProvider.System, budget);
    }
}
