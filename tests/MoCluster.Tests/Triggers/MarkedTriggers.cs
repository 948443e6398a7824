using MoCluster.Modules;

namespace MoCluster.Tests.Triggers;

/// <summary>A module with marked methods of every form that a trigger can have. It notes which of them ran.</summary>
internal sealed class MarkedTriggers : ITriggerModule
{
    public List<string> Ran { get; } = [];

    [Trigger(EventType.OnBefore, RoleTypes = [RoleType.OrgUnit, RoleType.Employee], RequestTypes = [RequestType.Create, RequestType.Terminate], Order = 5)]
    public void Plain(TriggerContext trigger) => Ran.Add(nameof(Plain));

    [Trigger(EventType.OnBefore, RoleTypes = [RoleType.OrgUnit], Order = 4)]
    public void PlainWithCancellation(TriggerContext trigger, CancellationToken cancellation) => Ran.Add(nameof(PlainWithCancellation));

    [Trigger(EventType.OnBefore, RoleTypes = [RoleType.OrgUnit], Order = 3)]
    public async Task Awaited(TriggerContext trigger)
    {
        await Task.Yield();
        Ran.Add(nameof(Awaited));
    }

    [Trigger(EventType.OnBefore, RoleTypes = [RoleType.OrgUnit], Order = 2)]
    public async Task AwaitedWithCancellation(TriggerContext trigger, CancellationToken cancellation)
    {
        await Task.Yield();
        Ran.Add(nameof(AwaitedWithCancellation));
    }

    [Trigger(EventType.OnBefore, RoleTypes = [RoleType.OrgUnit], Order = 1)]
    public ValueTask Light(TriggerContext trigger)
    {
        Ran.Add(nameof(Light));
        return ValueTask.CompletedTask;
    }

    [Trigger(EventType.OnBefore, RoleTypes = [RoleType.OrgUnit], Name = "light-and-cancellable")]
    [Trigger(EventType.OnAfter, RoleTypes = [RoleType.Kle], RequestTypes = [RequestType.Delete])]
    public ValueTask LightWithCancellation(TriggerContext trigger, CancellationToken cancellation)
    {
        Ran.Add(nameof(LightWithCancellation));
        return ValueTask.CompletedTask;
    }

    [Trigger(EventType.OnAfter)]
    public static void Everywhere(TriggerContext trigger)
    {
    }
}
