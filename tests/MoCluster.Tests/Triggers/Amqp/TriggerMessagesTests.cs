using System.Text;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Silo.Triggers.Amqp;

namespace MoCluster.Tests.Triggers.Amqp;

/// <summary>The messages of OS2mo's AMQP trigger, word for word (docs/os2mo.md §7).</summary>
public sealed class TriggerMessagesTests
{
    private static readonly Guid Person = new("7626ad64-327d-481f-8b32-36c78eb12f8c");
    private static readonly Guid Unit = new("2874e1dc-85e6-4269-823a-e1125484dfd3");
    private static readonly Guid Engagement = new("d3028e2e-1d7a-48c1-ae01-d4c64e64bbab");

    [Theory]
    [InlineData(MutationKind.Create, "create", """{"validity":{"from":"2021-01-01","to":"2022-01-01"}}""", "2021-01-01T00:00:00+01:00")]
    [InlineData(MutationKind.Edit, "edit", """{"validity":{"from":null,"to":"2021-07-01"}}""", "2021-07-01T00:00:00+02:00")]
    [InlineData(MutationKind.Terminate, "terminate", """{"uuid":"x","to":"2021-07-01T00:00:00+02:00"}""", "2021-07-01T00:00:00+02:00")]
    [InlineData(MutationKind.Delete, "delete", """{"uuid":"x"}""", "2026-03-01T13:00:00+01:00")]
    [InlineData(MutationKind.Refresh, "refresh", """{"uuid":"x"}""", "2026-03-01T13:00:00+01:00")]
    public void A_message_goes_to_each_of_person_and_org_unit(MutationKind kind, string action, string request, string time)
    {
        var written = Write("engagement", kind, request, Person, Unit);
        Assert.Equal(
            [
                ($"employee.engagement.{action}", $$"""{"uuid":"{{Person:D}}","object_uuid":"{{Engagement:D}}","time":"{{time}}"}"""),
                ($"org_unit.engagement.{action}", $$"""{"uuid":"{{Unit:D}}","object_uuid":"{{Engagement:D}}","time":"{{time}}"}"""),
            ],
            written);
    }

    [Fact]
    public void Who_is_not_known_gets_no_message()
    {
        Assert.Equal(["employee.leave.create"], Write("leave", MutationKind.Create, "{}", Person, null).Select(message => message.Route));
        Assert.Equal(["org_unit.kle.create"], Write("kle", MutationKind.Create, "{}", null, Unit).Select(message => message.Route));
        Assert.Empty(Write("owner", MutationKind.Create, "{}", null, null));
    }

    [Fact]
    public void It_runs_after_the_commit_for_the_role_types_and_all_request_types()
    {
        Assert.Equal(12 * 5, AmqpTrigger.Stages.Distinct().Count());
        Assert.All(AmqpTrigger.Stages, stage => Assert.Equal(TriggerEventType.After, stage.EventType));
    }

    private static (string? Route, string Body)[] Write(string roleType, MutationKind kind, string request, Guid? person, Guid? unit)
    {
        var messages = new TriggerMessages(ValidityCalendar.Copenhagen, new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 250, TimeSpan.Zero)));
        var call = new TriggerCall
        {
            Stage = new TriggerStage(TriggerEventType.After, roleType, kind),
            Object = new ObjectKey("engagement", Engagement),
            Request = [.. Encoding.UTF8.GetBytes(request)],
            Employee = person,
            OrgUnit = unit,
            Actor = new Actor(Guid.NewGuid()),
            Chain = [],
            Deadline = DateTimeOffset.MaxValue,
        };
        return [.. messages.Of(call).Select(message => (message.Route, Encoding.UTF8.GetString(message.Payload.AsSpan())))];
    }
}
