using System.Text.Json;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Versions;

/// <summary>
/// The messages that programs written for OS2mo compare: each error key once, through <c>/graphql/v25</c> (docs/os2mo.md §8.3).
/// </summary>
public sealed class ErrorKeyTests(SharedSilo silo)
{
    private static readonly object Since2000 = VersionWriter.Since2000;

    [Fact]
    public async Task References_that_lead_nowhere()
    {
        var writer = await WriterAsync();
        var (unit, kind) = (await writer.UnitAsync(), await writer.ClassAsync());
        await ExpectAsync(writer, "E_ORG_UNIT_NOT_FOUND", "org_unit_create", new { name = "u", org_unit_type = kind, parent = Guid.NewGuid(), validity = Since2000 });
        await ExpectAsync(writer, "E_ORG_UNIT_NOT_FOUND", "org_unit_update", new { uuid = Guid.NewGuid(), name = "u", validity = Since2000 });
        await ExpectAsync(writer, "E_USER_NOT_FOUND", "engagement_create", new
        {
            person = Guid.NewGuid(), org_unit = unit, engagement_type = kind, job_function = kind, validity = Since2000,
        });
        await ExpectAsync(writer, "E_CLASS_NOT_FOUND", "org_unit_create", new { name = "u", org_unit_type = Guid.NewGuid(), validity = Since2000 });
        await ExpectAsync(writer, "E_NOT_FOUND", "address_terminate", new { uuid = Guid.NewGuid(), to = "2020-01-01" });
        await ExpectAsync(writer, "E_NOT_FOUND", "ituser_create", new { user_key = "k", itsystem = Guid.NewGuid(), org_unit = unit, validity = Since2000 });
    }

    [Fact]
    public async Task Validities_that_reach_beyond_that_of_the_unit_or_the_person()
    {
        var writer = await WriterAsync();
        var brief = await writer.UnitAsync(to: "2010-01-01");
        var (unit, kind) = (await writer.UnitAsync(), await writer.ClassAsync());
        var error = await ExpectAsync(writer, "V_DATE_OUTSIDE_ORG_UNIT_RANGE", "org_unit_create", new
        {
            name = "u", org_unit_type = kind, parent = brief, validity = Since2000,
        });
        var context = error.GetProperty("extensions").GetProperty("error_context");
        Assert.Equal("Date range exceeds validity range of associated org unit.", context.GetProperty("description").GetString());
        Assert.Equal(400, context.GetProperty("status").GetInt32());
        Assert.True(context.GetProperty("error").GetBoolean());
        Assert.Contains(brief.ToString(), context.GetProperty("details").GetString(), StringComparison.Ordinal);
        await ExpectAsync(writer, "V_DATE_OUTSIDE_ORG_UNIT_RANGE", "org_unit_terminate", new { uuid = unit, to = "1990-01-01" });

        var born = await writer.PersonAsync("0101114213");
        await ExpectAsync(writer, "V_DATE_OUTSIDE_EMPL_RANGE", "engagement_create", new
        {
            person = born, org_unit = unit, engagement_type = kind, job_function = kind, validity = Since2000,
        });
    }

    [Fact]
    public async Task Units_that_move_below_themselves_or_end_before_what_belongs_to_them()
    {
        var writer = await WriterAsync();
        var top = await writer.UnitAsync();
        var child = await writer.UnitAsync(top);
        await ExpectAsync(writer, "V_ORG_UNIT_MOVE_TO_CHILD", "org_unit_update", new { uuid = top, parent = child, validity = Since2000 });
        await ExpectAsync(writer, "V_TERMINATE_UNIT_WITH_CHILDREN", "org_unit_terminate", new { uuid = top, to = "2020-01-01" });
        await writer.EngagementAsync(await writer.PersonAsync(), child);
        await ExpectAsync(writer, "V_TERMINATE_UNIT_WITH_ROLES", "org_unit_terminate", new { uuid = child, to = "2020-01-01" });
        await writer.EngagementAsync(await writer.PersonAsync(), top);
        await ExpectAsync(writer, "V_TERMINATE_UNIT_WITH_CHILDREN_AND_ROLES", "org_unit_terminate", new { uuid = top, to = "2020-01-01" });
        await ExpectAsync(writer, "E_RELATED_TO_SELF", "related_units_update", new { origin = top, destination = new[] { top }, validity = Since2000 });
    }

    [Fact]
    public async Task Persons_whose_numbers_are_taken_or_wrong()
    {
        var writer = await WriterAsync();
        await writer.PersonAsync("0202801234");
        await ExpectAsync(writer, "V_EXISTING_CPR", "employee_create", new { given_name = "A", surname = "B", cpr_number = "0202801234" });
        await ExpectAsync(writer, "V_CPR_NOT_VALID", "employee_create", new { given_name = "A", surname = "B", cpr_number = "6102801234" });
    }

    [Fact]
    public async Task Leaves_without_an_engagement()
    {
        var writer = await WriterAsync();
        var (person, unit, kind) = (await writer.PersonAsync(), await writer.UnitAsync(), await writer.ClassAsync());
        var engagement = await writer.EngagementAsync(await writer.PersonAsync(), unit);
        await ExpectAsync(writer, "V_NO_ACTIVE_ENGAGEMENT", "leave_create", new { person, engagement, leave_type = kind, validity = Since2000 });
    }

    [Fact]
    public async Task It_users_that_are_there_already_or_have_roles()
    {
        var writer = await WriterAsync();
        var person = await writer.PersonAsync();
        var system = await writer.DoAsync("itsystem_create", new { user_key = "ad", name = "AD", validity = new { } });
        object User(string key, Guid? primary = null) => new { user_key = key, itsystem = system, person, primary, validity = Since2000 };
        var user = await writer.DoAsync("ituser_create", User("ada"));
        await ExpectAsync(writer, "V_DUPLICATED_IT_USER", "ituser_create", User("ada"));
        var primary = await writer.ClassAsync(scope: "3000");
        await writer.DoAsync("ituser_create", User("b", primary));
        await ExpectAsync(writer, "V_MORE_THAN_ONE_PRIMARY", "ituser_create", User("c", primary));
        await writer.DoAsync("rolebinding_create", new { ituser = user, role = await writer.ClassAsync(), validity = Since2000 });
        await ExpectAsync(writer, "V_TERMINATE_ITUSER_WITH_ROLEBINDINGS", "ituser_terminate", new { uuid = user, to = "2020-01-01" });

        var unit = await writer.UnitAsync();
        object Association() => new { person, org_unit = unit, it_user = user, job_function = primary, validity = Since2000 };
        await writer.DoAsync("itassociation_create", Association());
        await ExpectAsync(writer, "V_MORE_THAN_ONE_ASSOCIATION", "itassociation_create", Association());
    }

    [Fact]
    public async Task Managers_with_a_responsibility_twice_and_associations_with_themselves()
    {
        var writer = await WriterAsync();
        var (person, unit, kind) = (await writer.PersonAsync(), await writer.UnitAsync(), await writer.ClassAsync());
        await ExpectAsync(writer, "V_DUPLICATED_RESPONSIBILITY", "manager_create", new
        {
            org_unit = unit, manager_level = kind, manager_type = kind, responsibility = new[] { kind, kind }, validity = Since2000,
        });
        await ExpectAsync(writer, "V_CANNOT_SUBSTITUTE_SELF", "association_create", new
        {
            person, substitute = person, org_unit = unit, association_type = kind, validity = Since2000,
        });
        var error = await writer.RefusedAsync("association_create", new
        {
            person, substitute = await writer.PersonAsync(), org_unit = unit, association_type = kind, validity = Since2000,
        });
        Assert.Equal($"(<ErrorCodes.E_INVALID_TYPE: (400, 'Invalid type.')>, 'Substitute not allowed for association type \"{kind}\"')", error.Message());
    }

    [Theory]
    [InlineData("EAN", "V_INVALID_ADDRESS_EAN", "123")]
    [InlineData("EMAIL", "V_INVALID_ADDRESS_EMAIL", "nobody")]
    [InlineData("PHONE", "V_INVALID_ADDRESS_PHONE", "phone")]
    [InlineData("PNUMBER", "V_INVALID_ADDRESS_PNUMBER", "1")]
    [InlineData("UUID", "V_INVALID_ADDRESS_UUID", "u")]
    [InlineData("WWW", "V_INVALID_ADDRESS_WWW", "w")]
    [InlineData("DAR", "V_INVALID_ADDRESS_DAR", "d")]
    public async Task Addresses_that_do_not_have_the_form_of_their_scope(string scope, string key, string value)
    {
        var writer = await WriterAsync();
        await ExpectAsync(writer, key, "address_create", new
        {
            value, address_type = await writer.ClassAsync(scope), org_unit = await writer.UnitAsync(), validity = Since2000,
        });
    }

    [Fact]
    public async Task Inputs_that_contradict_themselves()
    {
        var writer = await WriterAsync();
        var kind = await writer.ClassAsync();
        await ExpectAsync(writer, "V_END_BEFORE_START", "org_unit_create", new
        {
            name = "u", org_unit_type = kind, validity = new { from = "2020-01-01", to = "2010-01-01" },
        });
        var error = await writer.RefusedAsync("address_create", new { value = "v", address_type = kind, validity = Since2000 });
        Assert.Equal("(<ErrorCodes.E_INVALID_INPUT: (400, 'Invalid input.')>, 'Must supply exactly one org_unit or person UUID')", error.Message());
        Assert.Equal(
            "Must supply exactly one org_unit or person UUID",
            error.GetProperty("extensions").GetProperty("error_context").GetProperty("description").GetString());
    }

    [Fact]
    public async Task MoClusters_own_dialect_keeps_its_sentences()
    {
        var own = new VersionWriter((await silo.RunAsync()).Http, null);
        var error = await own.RefusedAsync("org_unit_update", new { uuid = Guid.NewGuid(), name = "u", validity = Since2000 });
        Assert.StartsWith("There is no org_unit ", error.Message(), StringComparison.Ordinal);
        Assert.Equal("E_ORG_UNIT_NOT_FOUND", error.Code());
    }

    private static async Task<JsonElement> ExpectAsync(VersionWriter writer, string key, string mutation, object input)
    {
        var error = await writer.RefusedAsync(mutation, input);
        Assert.Equal(
            ($"ErrorCodes.{key}", key),
            (error.Message(), error.GetProperty("extensions").GetProperty("error_context").GetProperty("error_key").GetString()));
        return error;
    }

    private async Task<VersionWriter> WriterAsync() => new((await silo.RunAsync()).Http, 25);
}
