using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.States;
using static MoCluster.Tests.Objects.Samples;

namespace MoCluster.Tests.Objects;

public sealed class ObjectStateTests
{
    private static readonly string Type = Other.ToString();

    [Fact]
    public void The_acceptance_example_of_OS2mo_gives_its_exact_validities()
    {
        var created = Apply(null, Sound("org_unit", MutationKind.Create, $$"""
            {"name": "create", "org_unit_type": "{{Type}}", "validity": {"from": "2021-01-01T00:00:00+01:00", "to": "2023-03-03T00:00:00+01:00"} }
            """));
        Assert.Equal([Between("2021-01-01", "2023-03-03")], created.Segments.Select(segment => segment.Interval));

        var updated = Apply(created, Sound("org_unit", MutationKind.Edit, $$"""
            {"uuid": "{{Subject}}", "name": "update", "validity": {"from": "2022-02-02T00:00:00+01:00", "to": "2024-04-04T00:00:00+02:00"} }
            """));
        var end = new DateTimeOffset(2024, 4, 4, 0, 0, 0, TimeSpan.FromHours(2));
        Assert.Equal(
            [(Between("2021-01-01", "2022-02-02"), "create"), (new Validity(Winter("2022-02-02"), end), "update")],
            updated.Segments.Select(segment => (segment.Interval, segment.Values[updated.Type["name"]]!.Canonical)));
        Assert.Equal(Type, updated.Segments[1].Values[updated.Type["org_unit_type"]]!.Canonical);

        var terminated = Apply(updated, Sound("org_unit", MutationKind.Terminate, $$"""
            {"uuid": "{{Subject}}", "from": "2021-12-12T00:00:00+01:00", "to": "2022-12-12T00:00:00+01:00"}
            """));
        Assert.Equal(
            [(Between("2021-01-01", "2021-12-12"), "create"), (new Validity(Winter("2022-12-12"), end), "update")],
            terminated.Segments.Select(segment => (segment.Interval, segment.Values[updated.Type["name"]]!.Canonical)));
    }

    [Fact]
    public void A_termination_without_from_ends_the_object_at_to()
    {
        var state = Apply(null, OrgUnit("2021-01-01", null));
        var ended = Apply(state, Sound("org_unit", MutationKind.Terminate, $$"""{"uuid": "{{Subject}}", "to": "2022-01-01"}"""));
        Assert.Equal([Between("2021-01-01", "2022-01-01")], ended.Segments.Select(segment => segment.Interval));
    }

    [Fact]
    public void An_update_keeps_what_it_does_not_mention_and_clears_what_it_gives_null()
    {
        var state = Apply(null, OrgUnit("2021-01-01", null, $$""", "parent": "{{Third}}", "time_planning": "{{Other}}" """));
        var updated = Apply(state, Sound("org_unit", MutationKind.Edit, """{"parent": null, "validity": {"from": "2022-01-01"} }"""));
        Assert.Equal(2, updated.Segments.Length);
        Assert.Equal(state.Segments[0].Values, updated.Segments[0].Values);
        Assert.Null(updated.Segments[1].Values[state.Type["parent"]]);
        Assert.Equal(Uuid(Other), updated.Segments[1].Values[state.Type["time_planning"]]);
    }

    [Fact]
    public void An_update_without_the_manager_vacates_the_post()
    {
        var state = Apply(null, Sound("manager", MutationKind.Create, $$"""
            {"person": "{{Other}}", "engagement": "{{Third}}", "responsibility": [], "org_unit": "{{Third}}", "manager_level": "{{Third}}",
             "manager_type": "{{Third}}", "validity": {"from": "2021-01-01"} }
            """));
        var updated = Apply(state, Sound("manager", MutationKind.Edit, """{"user_key": "m", "validity": {"from": "2022-01-01"} }"""));
        Assert.Null(updated.Segments[1].Values[state.Type["person"]]);
        Assert.Equal(Uuid(Third), updated.Segments[1].Values[state.Type["engagement"]]);
    }

    [Fact]
    public void A_set_is_replaced_as_a_whole_and_has_no_order()
    {
        var state = Apply(null, Sound("kle", MutationKind.Create, $$"""
            {"org_unit": "{{Other}}", "kle_number": "{{Other}}", "kle_aspects": ["{{Third}}", "{{Other}}"], "validity": {"from": "2021-01-01"} }
            """));
        var same = Sound("kle", MutationKind.Edit, $$"""{"kle_aspects": ["{{Other}}", "{{Third}}"], "validity": {"from": "2022-01-01"} }""");
        Assert.Equal(state, Apply(state, same));
        var fewer = Sound("kle", MutationKind.Edit, $$"""{"kle_aspects": ["{{Other}}"], "validity": {"from": "2022-01-01"} }""");
        Assert.Equal(new FieldValue.Uuids([Other]), Apply(state, fewer).Segments[1].Values[state.Type["kle_aspects"]]);
    }

    [Fact]
    public void An_update_without_a_change_gives_an_equal_state_and_equal_bytes()
    {
        var state = Apply(null, OrgUnit("2021-01-01", "2023-01-01"));
        var again = Apply(state, Sound("org_unit", MutationKind.Edit, """{"name": "A", "validity": {"from": "2021-06-01", "to": "2022-01-01"} }"""));
        Assert.Equal(state, again);
        Assert.Equal(ObjectStateCodec.Encode(state).AsSpan(), ObjectStateCodec.Encode(again).AsSpan());
    }

    [Fact]
    public void An_update_that_breaks_a_rule_in_any_segment_is_refused()
    {
        var state = Apply(null, Sound("address", MutationKind.Create, $$"""
            {"value": "a", "address_type": "{{Third}}", "person": "{{Other}}", "validity": {"from": "2021-01-01"} }
            """));
        var both = MutationRules.Apply(state, Sound("address", MutationKind.Edit, $$"""{"org_unit": "{{Third}}", "validity": {"from": "2022-01-01"} }"""));
        Assert.Equal((ObjectCode.InvalidInput, "Must supply exactly one org_unit or person UUID"), (both.Refusal?.Code, both.Refusal?.Message));
        var moved = Apply(state, Sound("address", MutationKind.Edit, $$"""
            {"org_unit": "{{Third}}", "person": null, "validity": {"from": "2022-01-01"} }
            """));
        Assert.Null(moved.Segments[1].Values[state.Type["person"]]);
    }

    [Fact]
    public void An_IT_association_is_updated_by_either_family()
    {
        var state = Apply(null, Sound("itassociation", MutationKind.Create, $$"""
            {"org_unit": "{{Other}}", "person": "{{Other}}", "it_user": "{{Other}}", "job_function": "{{Other}}", "validity": {"from": "2021-01-01"} }
            """));
        var updated = Apply(state, Sound("association", MutationKind.Edit, $$"""{"primary": "{{Third}}", "validity": {"from": "2022-01-01"} }"""));
        Assert.Equal(Uuid(Third), updated.Segments[1].Values[state.Type["primary"]]);
    }

    [Fact]
    public void An_object_that_was_never_active_begins_by_an_update_with_all_required_fields()
    {
        var never = Apply(Apply(null, OrgUnit("2021-01-01", null)), Sound("org_unit", MutationKind.Terminate, """{"to": "2021-01-01"}"""));
        Assert.True(never.IsEmpty);
        var little = MutationRules.Apply(never, Sound("org_unit", MutationKind.Edit, """{"name": "B", "validity": {"from": "2022-01-01"} }"""));
        Assert.Equal((ObjectCode.MissingRequiredValue, "input.org_unit_type"), (little.Refusal?.Code, little.Refusal?.Path));
        var enough = Apply(never, Sound("org_unit", MutationKind.Edit, $$"""
            {"name": "B", "org_unit_type": "{{Other}}", "validity": {"from": "2022-01-01"} }
            """));
        Assert.Equal(Text(Subject.ToString()), enough.Segments[0].Values[never.Type["user_key"]]);
    }

    [Fact]
    public void Create_needs_a_missing_object_and_every_other_change_an_existing_one()
    {
        var state = Apply(null, OrgUnit("2021-01-01", null));
        Assert.Equal(RefusalCode.Conflict, MutationRules.Apply(state, OrgUnit("2021-01-01", null)).Refusal?.Code);
        var update = Sound("org_unit", MutationKind.Edit, """{"name": "B", "validity": {"from": "2022-01-01"} }""");
        Assert.Equal("E_ORG_UNIT_NOT_FOUND", MutationRules.Apply(null, update).Refusal?.Code);
        Assert.Equal("E_ORG_UNIT_NOT_FOUND", MutationRules.Apply(null, Sound("org_unit", MutationKind.Terminate, """{"to": "2022-01-01"}""")).Refusal?.Code);
        Assert.Equal("E_ORG_UNIT_NOT_FOUND", MutationRules.Apply(null, Sound("org_unit", MutationKind.Refresh, "{}")).Refusal?.Code);
        var delete = Sound("org_unit", MutationKind.Delete, $$"""{"uuid": "{{Subject}}"}""");
        Assert.True(Apply(state, delete).IsEmpty);
        Assert.True(Apply(null, delete).IsEmpty);
        Assert.Same(state, Apply(state, Sound("org_unit", MutationKind.Refresh, "{}")));
    }

    [Fact]
    public void The_number_of_segments_is_limited()
    {
        var type = Catalogue["facet"];
        var start = Winter("2021-01-01");
        var full = ObjectState.Of(type, Enumerable.Range(0, ObjectState.MaxSegments).Select(day => new Segment(
            new Validity(start.AddDays(2 * day), start.AddDays((2 * day) + 1)),
            FieldValues.None(type).With(Changes(type, ("user_key", Text("f")), ("published", Text("Publiceret")))))));
        var more = MutationRules.Apply(full, Sound("facet", MutationKind.Edit, """{"user_key": "g", "validity": {"from": "2020-01-01", "to": "2020-02-01"} }"""));
        Assert.Equal(ObjectCode.InvalidInput, more.Refusal?.Code);
        Assert.Contains("4096", more.Refusal?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"facet","segments":[]}""", "'facet'")]
    [InlineData("""{"type":"org_unit","segments":[{"values":{"nmae":"A"}}]}""", "'nmae'")]
    [InlineData("""{"type":"org_unit","segments":[{"values":{"name":"A"}},{"values":{"name":"B"}}]}""", "the one before it")]
    [InlineData("""{"type":"org_unit","segments":[{"from":"2021-01-01","values":{}}]}""", "'2021-01-01'")]
    [InlineData("""{"type":"org_unit","segments":[{"values":{"parent":"x"}}]}""", "Guid")]
    [InlineData("""{"type":"org_unit","segments":[""", "JSON")]
    [InlineData("""{"type":"org_unit","segments":[]}{}""", "JSON")]
    [InlineData("", "JSON")]
    public void Damaged_bytes_are_refused_with_the_reason(string bytes, string said)
    {
        var wrong = Assert.Throws<FormatException>(() => ObjectStateCodec.Decode(Catalogue["org_unit"], System.Text.Encoding.UTF8.GetBytes(bytes)));
        Assert.Contains("not a state of type 'org_unit'", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(said, wrong.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_state_has_exactly_one_encoding()
    {
        var state = Apply(null, OrgUnit("2021-01-01", "2021-02-01", $$""", "parent": "{{Third}}", "user_key": "æ<\"k" """));
        Assert.Equal(
            $$$"""{"type":"org_unit","segments":[{"from":"2020-12-31T23:00:00Z","to":"2021-01-31T23:00:00Z","values":{"name":"A","org_unit_type":"{{{Other}}}","parent":"{{{Third}}}","user_key":"æ<\"k"}}]}""",
            System.Text.Encoding.UTF8.GetString(ObjectStateCodec.Encode(state).AsSpan()));
    }

    [Fact]
    public void Every_kind_of_value_survives_encoding()
    {
        var person = Apply(null, Sound("employee", MutationKind.Create, """
            {"given_name": "", "surname": "B", "seniority": "2020-02-29", "cpr_number": "0101701234"}
            """));
        var owner = Apply(null, Sound("owner", MutationKind.Create, $$"""
            {"person": "{{Other}}", "inference_priority": "ASSOCIATION", "validity": {"from": "2021-01-01"} }
            """));
        var engagement = Apply(null, Sound("engagement", MutationKind.Create, $$"""
            {"person": "{{Other}}", "org_unit": "{{Other}}", "engagement_type": "{{Other}}", "job_function": "{{Other}}", "fraction": 1000000,
             "validity": {"from": "2021-01-01"} }
            """));
        var ituser = Apply(null, Sound("ituser", MutationKind.Create, $$"""
            {"person": "{{Other}}", "itsystem": "{{Other}}", "user_key": "u", "engagements": ["{{Third}}", "{{Other}}"], "validity": {"from": "2021-01-01"} }
            """));
        Assert.All([person, owner, engagement, ituser], state =>
            Assert.Equal(state, ObjectStateCodec.Decode(state.Type, ObjectStateCodec.Encode(state).AsSpan())));
    }

    private static MutationDraft OrgUnit(string from, string? to, string more = "") => Sound("org_unit", MutationKind.Create, $$"""
        {"name": "A", "org_unit_type": "{{Type}}", "validity": {"from": "{{from}}", "to": {{(to is null ? "null" : $"\"{to}\"")}} } {{more}} }
        """);
}
