using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.States;
using static MoCluster.Tests.Objects.Samples;

namespace MoCluster.Tests.Objects;

public sealed class MutationValidatorTests
{
    private const string Ref = "20000000-0000-4000-8000-000000000002";

    [Theory]
    [InlineData("""{"nmae": "A"}""", "E_INVALID_INPUT", "input.nmae", "There is no field 'nmae' in the create of 'org_unit'. Did you mean 'name'?")]
    [InlineData("""{"note": "A"}""", "E_INVALID_INPUT", "input.note", "There is no field 'note'")]
    [InlineData("""[1]""", "E_INVALID_TYPE", "input", "Expected an object.")]
    [InlineData("""{"name": 7}""", "E_INVALID_TYPE", "input.name", "Expected a text, not a number.")]
    [InlineData("""{"name": ""}""", "E_INVALID_INPUT", "input.name", "The text is empty.")]
    [InlineData("""{"name": "a\u0000b"}""", "E_INVALID_INPUT", "input.name", "NUL at position 1")]
    [InlineData("""{"name": "a\ud800"}""", "E_INVALID_INPUT", "input.name", "surrogate")]
    [InlineData("""{"name": null}""", "V_MISSING_REQUIRED_VALUE", "input.name", "Missing required value: 'name'.")]
    [InlineData("""{"org_unit_type": "{0}"}""", "V_MISSING_REQUIRED_VALUE", "input.name", "Missing required value: 'name'.")]
    [InlineData("""{"org_unit_type": "2000"}""", "E_INVALID_UUID", "input.org_unit_type", "'2000' is not a uuid")]
    [InlineData("""{"org_unit_type": ["{0}"]}""", "E_INVALID_TYPE", "input.org_unit_type", "Expected a uuid, not a list.")]
    [InlineData("""{"uuid": "{0}"}""", "E_INVALID_INPUT", "input.uuid", "the mutation is of")]
    [InlineData("""{"name": "A", "org_unit_type": "{0}"}""", "V_MISSING_REQUIRED_VALUE", "input.validity", "'validity'")]
    [InlineData("""{"name": "A", "org_unit_type": "{0}", "validity": "2021-01-01"}""", "E_INVALID_TYPE", "input.validity", "Expected a validity")]
    [InlineData("""{"name": "A", "org_unit_type": "{0}", "validity": {"to": "2021-01-01"} }""", "V_MISSING_START_DATE", "input.validity.from", "Missing start date.")]
    [InlineData("""{"name": "A", "org_unit_type": "{0}", "validity": {"from": "2021-01-01", "til": null}}""", "E_INVALID_INPUT", "input.validity.til", "not 'til'")]
    [InlineData("""{"name": "A", "org_unit_type": "{0}", "validity": {"from": "2021-01-02", "to": "2021-01-01"} }""", "V_END_BEFORE_START", "input.validity.to", "End date is before start date.")]
    [InlineData("""{"name": "A", "org_unit_type": "{0}", "validity": {"from": "2021-01-01", "to": "2021-01-01"} }""", "V_END_BEFORE_START", "input.validity.to", "would be empty")]
    [InlineData("""{"name": "A", "org_unit_type": "{0}", "validity": {"from": "2021-02-30"} }""", "E_INVALID_INPUT", "input.validity.from", "cannot parse '2021-02-30'")]
    [InlineData("""{"name": "A", "org_unit_type": "{0}", "validity": {"from": "2000-01-01T12:00:00Z"} }""", "E_INVALID_INPUT", "input.validity.from", "'2000-01-01T13:00:00+01:00' is not at midnight! Validities begin and end at midnight in Europe/Copenhagen: '2000-01-01T00:00:00+01:00' or '2000-01-02T00:00:00+01:00'.")]
    public void An_invalid_create_is_refused_precisely(string json, string code, string path, string message)
    {
        var refusal = Refused("org_unit", MutationKind.Create, json.Replace("{0}", Ref, StringComparison.Ordinal));
        Assert.Equal((code, path), (refusal.Code, refusal.Path));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("engagement", """{"fraction": 1000001}""", "E_INVALID_INPUT", "input.fraction", "1000001 is not a whole number from 0 to 1000000.")]
    [InlineData("engagement", """{"fraction": -1}""", "E_INVALID_INPUT", "input.fraction", "-1 is no")]
    [InlineData("engagement", """{"fraction": 1.5}""", "E_INVALID_INPUT", "input.fraction", "1.5 is no")]
    [InlineData("engagement", """{"fraction": "1"}""", "E_INVALID_TYPE", "input.fraction", "Expected a number, not a text.")]
    [InlineData("engagement", """{"job_function": null}""", "V_MISSING_REQUIRED_VALUE", "input.job_function", "cannot be null")]
    [InlineData("engagement", """{"user_key": null}""", "V_MISSING_REQUIRED_VALUE", "input.user_key", "cannot be null")]
    [InlineData("engagement", """{"person": "{0}", "employee": "{0}"}""", "E_INVALID_INPUT", "input.employee", "Can only set one of 'person' and 'employee'.")]
    [InlineData("employee", """{"cpr_number": "010170-1234"}""", "V_CPR_NOT_VALID", "input.cpr_number", "Not a valid CPR number")]
    [InlineData("employee", """{"cpr_number": "3102701234"}""", "V_CPR_NOT_VALID", "input.cpr_number", "Not a valid CPR number")]
    [InlineData("employee", """{"seniority": "2020-02-30"}""", "E_INVALID_INPUT", "input.seniority", "'2020-02-30' is not a day")]
    [InlineData("owner", """{"inference_priority": "engagement"}""", "E_INVALID_INPUT", "input.inference_priority", "Did you mean 'ENGAGEMENT'?")]
    [InlineData("facet", """{"user_key": "f", "published": "Publicerett"}""", "E_INVALID_INPUT", "input.published", "Did you mean 'Publiceret'?")]
    [InlineData("facet", """{"published": "Publiceret"}""", "V_MISSING_REQUIRED_VALUE", "input.user_key", "Missing required value: 'user_key'.")]
    [InlineData("manager", """{"responsibility": ["{0}", "{0}"]}""", "V_DUPLICATED_RESPONSIBILITY", "input.responsibility[1]", "more than once")]
    [InlineData("manager", """{"responsibility": ["{0}", 7]}""", "E_INVALID_TYPE", "input.responsibility[1]", "Expected a uuid, not a number.")]
    [InlineData("ituser", """{"engagement": "{0}", "engagements": ["{0}"]}""", "E_INVALID_INPUT", "input.engagements", "Can only set one of 'engagement' and 'engagements'.")]
    public void An_invalid_update_is_refused_precisely(string mutator, string json, string code, string path, string message)
    {
        var refusal = Refused(mutator, MutationKind.Edit, json.Replace("{0}", Ref, StringComparison.Ordinal));
        Assert.Equal((code, path), (refusal.Code, refusal.Path));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("address", """ "value": "v", "address_type": "{0}" """, "E_INVALID_INPUT", "Must supply exactly one org_unit or person UUID")]
    [InlineData("address", """ "value": "v", "address_type": "{0}", "org_unit": "{0}", "employee": "{0}" """, "E_INVALID_INPUT", "Must supply exactly one org_unit or person UUID")]
    [InlineData("ituser", """ "user_key": "u", "itsystem": "{0}" """, "E_INVALID_INPUT", "Exactly 1 of the fields org_unit or person must be set")]
    [InlineData("owner", """ "owner": "{0}" """, "E_INVALID_INPUT", "Must supply exactly one of org_unit UUID, person UUID")]
    [InlineData("owner", """ "org_unit": "{0}", "inference_priority": "ENGAGEMENT" """, "E_INVALID_INPUT", "When inference_priority is filled, person is required and missing!")]
    [InlineData("owner", """ "person": "{0}", "owner": "{0}", "inference_priority": "ENGAGEMENT" """, "E_INVALID_INPUT", "Cannot combine owner with inference_priority, as there is nothing to infer!")]
    [InlineData("association", """ "person": "{0}", "org_unit": "{0}", "association_type": "{0}", "substitute": "{0}" """, "V_CANNOT_SUBSTITUTE_SELF", "Cannot substitute for oneself")]
    public void Fields_that_contradict_each_other_are_refused(string mutator, string fields, string code, string message)
    {
        var refusal = Refused(mutator, MutationKind.Create, "{" + fields.Replace("{0}", Ref, StringComparison.Ordinal) + ""","validity": {"from": "2021-01-01"} }""");
        Assert.Equal((code, message), (refusal.Code, refusal.Message));
    }

    [Fact]
    public void User_keys_and_the_names_of_classes_may_be_empty()
    {
        Assert.All(
            MoCluster.GrainInterfaces.Catalogue.ObjectCatalogue.BuiltIn.Types, type => Assert.Equal(0, type["user_key"].MinLength));
        var draft = Sound("class", MutationKind.Create, $$"""{"user_key": "", "name": "", "facet_uuid": "{{Ref}}", "validity": {"from": null} }""");
        Assert.Equal(["", ""], draft.Changes.Where(change => change.Field.Name is "user_key" or "name").Select(change => change.Value!.Canonical));
    }

    [Fact]
    public void A_text_that_is_too_long_is_refused_with_its_length_and_the_limit()
    {
        var refusal = Refused("org_unit", MutationKind.Edit, $$"""{"name": "{{new string('a', 1025)}}"}""");
        Assert.Equal(("input.name", "A text has at most 1024 characters; this one has 1025."), (refusal.Path, refusal.Message));
        Assert.Equal(1024, Sound("org_unit", MutationKind.Edit, $$"""{"name": "{{new string('a', 1024)}}", "validity": {"from": "2021-01-01"} }""")
            .Changes.Single().Value!.Canonical.Length);
    }

    [Fact]
    public void A_long_list_is_refused_before_it_is_read()
    {
        var list = string.Join(',', Enumerable.Repeat("7", 1001));
        Assert.Equal("A list has at most 1000 uuids; this one has 1001.", Refused("kle", MutationKind.Edit, $$"""{"kle_aspects": [{{list}}]}""").Message);
    }

    [Theory]
    [InlineData("org_unit", MutationKind.Terminate, """{"from": "2021-01-01"}""", "V_MISSING_REQUIRED_VALUE", "input.to")]
    [InlineData("org_unit", MutationKind.Terminate, """{"to": "2021-01-01", "name": "A"}""", "E_INVALID_INPUT", "input.name")]
    [InlineData("org_unit", MutationKind.Terminate, """{"from": "2022-01-01", "to": "2021-01-01"}""", "V_END_BEFORE_START", "input.to")]
    [InlineData("org_unit", MutationKind.Delete, """{"to": "2021-01-01"}""", "E_INVALID_INPUT", "input.to")]
    [InlineData("itassociation", MutationKind.Delete, "{}", "E_INVALID_ROLE_TYPE", null)]
    [InlineData("related_units", MutationKind.Delete, "{}", "E_INVALID_ROLE_TYPE", null)]
    public void An_invalid_end_is_refused_precisely(string mutator, MutationKind kind, string json, string code, string? path)
    {
        var refusal = Refused(mutator, kind, json);
        Assert.Equal((code, path), (refusal.Code, refusal.Path));
    }

    [Theory]
    [InlineData("2021-01-01", "2020-12-31T23:00:00Z")]
    [InlineData("2021-06-01", "2021-05-31T22:00:00Z")]
    [InlineData("2021-06-01T00:00", "2021-05-31T22:00:00Z")]
    [InlineData("2021-06-01T00:00:00+02:00", "2021-05-31T22:00:00Z")]
    [InlineData("2021-05-31T22:00:00.000Z", "2021-05-31T22:00:00Z")]
    [InlineData("2021-05-31T18:00:00-04:00", "2021-05-31T22:00:00Z")]
    [InlineData("2021-01-01 00:00:00", "2020-12-31T23:00:00Z")]
    [InlineData("2021-01-01t00:00:00.000000000+0100", "2020-12-31T23:00:00Z")]
    public void Midnight_in_Copenhagen_can_be_written_in_many_ways(string said, string meant)
    {
        var draft = Sound("org_unit", MutationKind.Edit, $$"""{"validity": {"from": "{{said}}"} }""");
        Assert.Equal(DateTimeOffset.Parse(meant, System.Globalization.CultureInfo.InvariantCulture), draft.Interval.From);
        Assert.Equal(TimeSpan.Zero, draft.Interval.From.Offset);
        Assert.Equal(DateTimeOffset.MaxValue, draft.Interval.To);
    }

    [Theory]
    [InlineData("2021-06-01T00:00:00+01:00", "'2021-06-01T01:00:00+02:00' is not at midnight!")]
    [InlineData("2021-01-01T00:00:00.0000001+01:00", "is not at midnight!")]
    [InlineData("0001-01-01", "is not a day in the life of an object")]
    [InlineData("9999-12-31", "is not a day in the life of an object")]
    [InlineData("9999-12-31T23:59:59Z", "is not a day in the life of an object")]
    [InlineData("", "cannot parse ''")]
    [InlineData("infinity", "cannot parse 'infinity'")]
    [InlineData("01/02/2021", "cannot parse")]
    [InlineData("2021-01-01T00:00:00+99:00", "cannot parse")]
    public void An_instant_that_is_not_midnight_in_Copenhagen_is_never_rounded(string said, string message)
    {
        var refusal = Refused("org_unit", MutationKind.Edit, $$"""{"validity": {"from": "{{said}}"} }""");
        Assert.Equal(("E_INVALID_INPUT", "input.validity.from"), (refusal.Code, refusal.Path));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0101010001", "1901-01-01")]
    [InlineData("0101364001", "2036-01-01")]
    [InlineData("0101374001", "1937-01-01")]
    [InlineData("2902005001", "2000-02-29")]
    [InlineData("3112575001", "2057-12-31")]
    [InlineData("3112588001", "1858-12-31")]
    [InlineData("0101369001", "2036-01-01")]
    [InlineData("0101379001", "1937-01-01")]
    public void A_person_begins_on_the_birthday_in_the_CPR_number(string cpr, string birthday)
    {
        Assert.True(Cpr.TryReadBirthday(cpr, out var day));
        Assert.Equal(DateOnly.Parse(birthday, System.Globalization.CultureInfo.InvariantCulture), day);
        var draft = Sound("employee", MutationKind.Create, $$"""{"given_name": "A", "surname": "B", "cpr_number": "{{cpr}}"}""");
        Assert.Equal(new Validity(ValidityCalendar.Copenhagen.StartOf(day), DateTimeOffset.MaxValue), draft.Interval);
    }

    [Fact]
    public void A_person_without_a_CPR_number_is_always_valid() =>
        Assert.Equal(Validity.Always, Sound("employee", MutationKind.Create, """{"given_name": "A", "surname": "B"}""").Interval);

    [Fact]
    public void A_refused_CPR_number_is_not_repeated_in_the_message() =>
        Assert.DoesNotContain("3102701234", Refused("employee", MutationKind.Edit, """{"cpr_number": "3102701234"}""").Message, StringComparison.Ordinal);

    [Fact]
    public void Defaults_are_filled_in_on_create_alone()
    {
        var address = Sound("address", MutationKind.Create, $$"""
            {"value": "v@x.dk", "address_type": "{{Ref}}", "employee": "{{Ref}}", "user_key": null, "validity": {"from": "2021-01-01"} }
            """);
        var values = FieldValues.None(address.Mutator.Type).With(address.Changes);
        Assert.Equal("v@x.dk", values[address.Mutator.Type["user_key"]]!.Canonical);
        Assert.Equal(Ref, values[address.Mutator.Type["person"]]!.Canonical);
        var facet = Sound("facet", MutationKind.Create, """{"user_key": "f", "validity": {}}""");
        Assert.Contains(new FieldChange(facet.Mutator.Type["published"], Text("Publiceret")), facet.Changes);
        Assert.Equal(Validity.Always, facet.Interval);
        Assert.Single(Sound("facet", MutationKind.Edit, """{"user_key": "f", "validity": {}}""").Changes);
    }

    [Fact]
    public void An_alias_with_the_value_null_is_ignored()
    {
        var draft = Sound("engagement", MutationKind.Edit, $$"""{"person": "{{Ref}}", "employee": null, "validity": {"from": "2021-01-01"} }""");
        Assert.Equal(Ref, draft.Changes.Single().Value!.Canonical);
        var created = Sound("association", MutationKind.Create, $$"""
            {"person": null, "employee": "{{Ref}}", "org_unit": "{{Ref}}", "association_type": "{{Ref}}", "validity": {"from": "2021-01-01"} }
            """);
        Assert.Contains(new FieldChange(created.Mutator.Type["person"], Uuid(Other)), created.Changes);
    }

    [Fact]
    public void A_note_belongs_to_the_registration_and_one_engagement_becomes_a_set()
    {
        var draft = Sound("ituser", MutationKind.Edit, $$"""{"engagement": "{{Ref}}", "note": "why", "validity": {"from": "2021-01-01"} }""");
        Assert.Equal("why", draft.Note);
        Assert.Equal(new FieldValue.Uuids([Other]), draft.Changes.Single().Value);
    }

    [Theory]
    [InlineData("""{"it_user": "20000000-0000-4000-8000-000000000002", "validity": {"from": "2021-01-01"} }""", "itassociation")]
    [InlineData("""{"substitute": null, "validity": {"from": "2021-01-01"} }""", "association")]
    public void A_request_without_a_family_is_read_by_the_family_that_knows_its_fields(string json, string family)
    {
        using var request = Request(json);
        var read = Validator.Read(new ObjectKey("association", Subject), MutationKind.Edit, request);
        Assert.Equal(family, read.Value?.Mutator.Name);
    }

    [Theory]
    [InlineData("org_unti", "{}", "E_UNKNOWN_ROLE_TYPE", "There is no type 'org_unti'. Did you mean 'org_unit'?")]
    [InlineData("org_unit", "{", "E_INVALID_INPUT", "The request is not JSON")]
    [InlineData("org_unit", """{"name": "A", "name": "B"}""", "E_INVALID_INPUT", "The request is not JSON: Duplicate property")]
    [InlineData("org_unit", "", "E_INVALID_INPUT", "The request is not JSON")]
    public void A_request_that_cannot_be_read_is_refused(string type, string json, string code, string message)
    {
        using var request = Request(json);
        var read = Validator.Read(new ObjectKey(type, Subject), MutationKind.Edit, request);
        Assert.Equal(code, read.Refusal?.Code);
        Assert.Contains(message, read.Refusal?.Message, StringComparison.Ordinal);
    }
}
