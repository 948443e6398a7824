using MoCluster.Modules;
using MoCluster.Simulator.Virtual;

namespace MoCluster.Simulation.World;

/// <summary>
/// A customer's triggers: a before trigger that takes a while and refuses marked requests, and an after trigger that checks whether the
/// change is really there.
/// </summary>
/// <param name="world">The world.</param>
/// <param name="silo">The silo on which they run.</param>
internal sealed class SimulatedTriggers(World world, VirtualSilo silo) : ITriggerModule
{
    /// <summary>The mark by which the trigger recognises a request that it refuses.</summary>
    public const string VetoEnding = "-veto";

    /// <inheritdoc/>
    public void Register(ITriggerRegistrar triggers)
    {
        foreach (var type in new[] { "facet", "class" })
        {
            foreach (var request in new[] { RequestType.Create, RequestType.Edit, RequestType.Terminate, RequestType.Delete })
            {
                triggers.On("veto", EventType.OnBefore, type, request, BeforeAsync);
                triggers.On("look", EventType.OnAfter, type, request, (trigger, _) => AfterAsync(type, trigger));
            }
        }
    }

    private static string? MarkerOf(TriggerContext trigger) =>
        trigger.Request.TryGetProperty("user_key", out var marker) ? marker.GetString() : null;

    private async ValueTask BeforeAsync(TriggerContext trigger, CancellationToken cancellation)
    {
        if (world.Run.Draw(3) == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(world.Run.Draw(800)), silo.Time, cancellation);
        if (MarkerOf(trigger)?.EndsWith(VetoEnding, StringComparison.Ordinal) == true)
            throw new TriggerRefusedException("The customer does not want it.");
    }

    private async ValueTask AfterAsync(string type, TriggerContext trigger)
    {
        if (MarkerOf(trigger) is { } marker)
            world.SawAfter($"{type}/{trigger.Uuid:D}", marker, silo.Name);
        if (world.Run.Draw(4) == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(world.Run.Draw(500)), silo.Time, CancellationToken.None);
    }
}
