using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage.Objects;
using static MoCluster.Tests.Objects.Samples;

namespace MoCluster.Tests.Objects;

/// <summary>What the store, events and triggers get from a state.</summary>
public sealed class StateContentTests
{
    [Fact]
    public void References_that_touch_are_joined()
    {
        var state = Engagement();
        state = Apply(state, Sound("engagement", MutationKind.Edit, """{"user_key": "e2", "validity": {"from": "2022-01-01"} }"""));
        state = Apply(state, Sound("engagement", MutationKind.Edit, $$"""{"org_unit": "{{Subject}}", "validity": {"from": "2023-01-01"} }"""));
        Assert.Equal(3, state.Segments.Length);
        var always = new Validity(Winter("2021-01-01"), DateTimeOffset.MaxValue);
        Assert.Equal(
            [
                new Reference("engagement_type", new ObjectKey("class", Other), always),
                new Reference("job_function", new ObjectKey("class", Other), always),
                new Reference("org_unit", new ObjectKey("org_unit", Subject), always with { From = Winter("2023-01-01") }),
                new Reference("org_unit", new ObjectKey("org_unit", Third), Between("2021-01-01", "2023-01-01")),
                new Reference("person", new ObjectKey("person", Other), always),
            ],
            StateReferences.Of(state));
        Assert.Equal([always], state.Presence());
        Assert.Equal([Subject.ToString(), "e2"], state.UserKeys().OrderBy(key => key.Length).Reverse());
        Assert.Equal([Winter("2021-01-01"), Winter("2022-01-01"), Winter("2023-01-01")], state.Boundaries());
    }

    [Fact]
    public void The_key_of_an_event_is_the_person_or_the_org_unit_or_the_object()
    {
        var engagement = Engagement();
        Assert.Equal(Other.ToString(), engagement.EventKey(Subject));
        var kle = Apply(null, Sound("kle", MutationKind.Create, $$"""
            {"org_unit": "{{Third}}", "kle_number": "{{Other}}", "kle_aspects": [], "validity": {"from": "2021-01-01"} }
            """));
        Assert.Equal(Third.ToString(), kle.EventKey(Subject));
        var facet = Apply(null, Sound("facet", MutationKind.Create, """{"user_key": "f", "validity": {}}"""));
        Assert.Equal(Subject.ToString(), facet.EventKey(Subject));
    }

    [Fact]
    public void The_key_of_a_deletion_is_that_of_the_last_state()
    {
        var engagement = Engagement();
        var deletion = Sound("engagement", MutationKind.Delete, "{}");
        Assert.Equal(Other.ToString(), Change(engagement, deletion).EventKey);
        Assert.Equal(Subject.ToString(), Change(null, deletion).EventKey);
    }

    [Fact]
    public void Triggers_get_the_objects_that_a_registration_concerns()
    {
        var engagement = Change(null, EngagementDraft());
        Assert.Equal((Other, Third), (engagement.Concerned("person"), engagement.Concerned("org_unit")));
        var deleted = Change(Engagement(), Sound("engagement", MutationKind.Delete, "{}"));
        Assert.Equal((Other, Third), (deleted.Concerned("person"), deleted.Concerned("org_unit")));
        var person = Change(null, Sound("employee", MutationKind.Create, """{"given_name": "A", "surname": "B"}"""));
        Assert.Equal(Subject, person.Concerned("person"));
        Assert.Null(person.Concerned("org_unit"));
    }

    [Fact]
    public void A_CPR_number_is_taken_by_past_segments_too_and_freed_by_a_deletion()
    {
        var person = Apply(null, Sound("employee", MutationKind.Create, """{"given_name": "A", "surname": "B", "cpr_number": "0101701234"}"""));
        person = Apply(person, Sound("employee", MutationKind.Edit, """{"cpr_number": "0201701234", "validity": {"from": "2021-01-01"} }"""));
        Assert.Equal(
            [new UniqueKey("person.cpr_number", "0101701234"), new UniqueKey("person.cpr_number", "0201701234")], person.UniqueKeys());
        Assert.Empty(Apply(person, Sound("employee", MutationKind.Delete, "{}")).UniqueKeys());
    }

    private static ObjectState Engagement() => Apply(null, EngagementDraft());

    private static MutationDraft EngagementDraft() => Sound("engagement", MutationKind.Create, $$"""
        {"person": "{{Other}}", "org_unit": "{{Third}}", "engagement_type": "{{Other}}", "job_function": "{{Other}}", "validity": {"from": "2021-01-01"} }
        """);

    private static ObjectChange Change(ObjectState? before, MutationDraft draft) => new()
    {
        Object = new ObjectKey(draft.Mutator.Type.Name, Subject),
        Draft = draft,
        Request = [],
        Row = null,
        Before = before,
        After = Apply(before, draft),
    };
}
