using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Deliveries;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Simulation.Plans;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Clients;

/// <summary>Writes deliveries as a mutation's commit does, removes registrations, and replays and skips deliveries as an operator.</summary>
/// <param name="shared">The state that all clients share.</param>
internal sealed class DeliveryClient(SharedClientState shared)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(8);

    /// <summary>Does what is planned at its time.</summary>
    public async Task RunAsync(DeliveryPlan plan)
    {
        await shared.UntilAsync(plan.At);
        var registration = shared.World.Targets[plan.Target].Registration;
        switch (plan.Verb)
        {
            case DeliveryVerb.Write:
                Write(plan, registration);
                break;
            case DeliveryVerb.Remove:
                shared.World.Removed.TryAdd(registration, shared.History.Moment());
                shared.World.DrawSilo()?.Ring(registration);
                break;
            case DeliveryVerb.ReplayParked:
                await ReplayParkedAsync(registration);
                break;
            default:
                await ChangeOneAsync(plan.Verb, registration);
                break;
        }
    }

    /// <summary>Replays all deliveries of a registration that are parked.</summary>
    public Task ReplayParkedAsync(Guid registration) => TryAsync("a replay", registration, grain => grain.ReplayAsync(SharedClientState.Owner, default));

    private void Write(DeliveryPlan plan, Guid registration)
    {
        var deliveries = plan.Objects.Select(index => new DeliveryWrite(registration, new ObjectKey("facet", new Guid((index + 1) << 8, 0x0b, 0, new byte[8])), [(byte)plan.Index]));
        shared.World.DrawSilo()?.Write(new Commit { Id = shared.World.Run.NewId(), Deliveries = [.. deliveries] }, plan.Rings ? registration : null);
    }

    private async Task ChangeOneAsync(DeliveryVerb verb, Guid registration)
    {
        if (!shared.World.Store.IsUp)
            return;
        var rows = new List<DeliveryRow>();
        foreach (var parked in new[] { false, true })
            rows.AddRange(shared.World.Store.Look(store => store.ListDeliveriesAsync(new DeliveryQuery(registration, parked, 100), CancellationToken.None)));
        if (rows.Count == 0)
            return;
        var number = rows[shared.World.Run.Draw(rows.Count)].Number;
        if (verb == DeliveryVerb.Skip)
            shared.World.Record.Skipped.TryAdd(number, shared.History.Moment());
        await TryAsync($"a {verb} of #{number}", registration, grain => verb == DeliveryVerb.Skip
            ? grain.SkipAsync(SharedClientState.Owner, [number])
            : grain.ReplayAsync(SharedClientState.Owner, [number]));
    }

    private async Task TryAsync(string what, Guid registration, Func<IDeliveryGrain, Task<Outcome<int>>> call)
    {
        try
        {
            var outcome = await shared.Gateway.CallAsync(s_patience, grains => call(grains.GetDeliveries(registration)));
            shared.Transcript?.Tell($"the operator: {what}: {TranscriptText.Of(outcome, count => $"{count} deliveries")}");
        }
        catch (Exception exception)
        {
            shared.Transcript?.Tell($"the operator: {what} unknown, {exception.Message}");
        }
    }
}
