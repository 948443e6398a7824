using MoCluster.GrainInterfaces.Objects;
using static MoCluster.Tests.Objects.Pipeline.ObjectSimulation;

namespace MoCluster.Tests.Objects.Pipeline.Rules;

/// <summary>The value of an address has the format that the scope of its type requires, at all times.</summary>
public sealed class AddressFormatTests
{
    [Theory]
    [InlineData("EMAIL", "a@b.dk", "navn.navn+tag@under.kommune.dk", "løn@kommune.dk", "o'neil@xn--rksmrgs-5wao1o.se", "en@blåbærgrød.dk", "Ane <a@b.dk>")]
    [InlineData("PHONE", "12345678", "+4512345678", "1")]
    [InlineData("WWW", "https://kommune.dk", "http://intranet/sti?a=b#c", "HTTPS://user@kommune.dk:8443/", "http://[2001:db8::1]/", "https://blåbærgrød.dk/æ/🎈")]
    [InlineData("EAN", "5798000123456")]
    [InlineData("PNUMBER", "1003259972")]
    [InlineData("DAR", "0a3f50a0-23c9-32b8-e044-0003ba298018", "0A3F50A023C932B8E0440003BA298018")]
    [InlineData("UUID", "0a3f50a0-23c9-32b8-e044-0003ba298018")]
    [InlineData("TEXT", "12 34 56 78", "whatever\nit is")]
    [InlineData("MULTIFIELD_TEXT", "whatever")]
    [InlineData(null, "whatever")]
    public async Task Valid_values_are_accepted(string? scope, params string[] values)
    {
        await using var world = await StartAsync();
        var staff = await Staff.HireAsync(world);
        var type = await staff.ClassAsync(scope);
        foreach (var value in values)
            await world.CreateAsync("address", Address(staff, type, value));
    }

    [Theory]
    [InlineData("EMAIL", "V_INVALID_ADDRESS_EMAIL", "Invalid email", "a", "@b.dk", "a@", "a@b", "a b@c.dk", "a@b..dk", "a@-b.dk", "a.@b.dk", "a@b.dk ", "a@b.dk\n", "a@b.12", "a@@b.dk", "a@b.dk>", "Ane <a@b.dk", "Ane a@b.dk")]
    [InlineData("PHONE", "V_INVALID_ADDRESS_PHONE", "Invalid phone number", "12 34 56 78", "+", "++4512345678", "12345678\n", "١٢٣", "12-34")]
    [InlineData("WWW", "V_INVALID_ADDRESS_WWW", "Invalid web address", "kommune.dk", "ftp://kommune.dk", "https://", "https:///sti", "https://a b.dk", "https://kommune.dk/a b", "javascript:alert(1)", "https://kommune.dk\n")]
    [InlineData("EAN", "V_INVALID_ADDRESS_EAN", "Invalid EAN", "579800012345", "57980001234567", "5798000 12345", "579800012345a", "5798000123456\n")]
    [InlineData("PNUMBER", "V_INVALID_ADDRESS_PNUMBER", "Invalid P-number", "100325997", "10032599721", "1003259972\n")]
    [InlineData("DAR", "V_INVALID_ADDRESS_DAR", "Invalid address", "Rådhuspladsen 1", "0a3f50a0-23c9-32b8-e044-0003ba29801")]
    [InlineData("UUID", "V_INVALID_ADDRESS_UUID", "Invalid UUID", "0a3f50a023c932b8e0440003ba298018", "{0a3f50a0-23c9-32b8-e044-0003ba298018}")]
    [InlineData("3000", "E_INVALID_INPUT", "Invalid address scope type 3000", "whatever")]
    [InlineData("email", "E_INVALID_INPUT", "Invalid address scope type email. Did you mean 'EMAIL'?", "a@b.dk")]
    public async Task Invalid_values_are_refused(string scope, string code, string message, params string[] values)
    {
        await using var world = await StartAsync();
        var staff = await Staff.HireAsync(world);
        var type = await staff.ClassAsync(scope);
        foreach (var value in values)
        {
            var refusal = await world.RefusedAsync(MutationKind.Create, Staff.New("address"), Address(staff, type, value));
            Assert.Equal(code, refusal.Code);
            Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
            if (value.Length > "https://".Length)
                Assert.DoesNotContain(value, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_update_is_checked_against_the_type_after_it()
    {
        await using var world = await StartAsync();
        var staff = await Staff.HireAsync(world);
        var (mail, phone) = (await staff.ClassAsync("EMAIL"), await staff.ClassAsync("PHONE"));
        var address = await world.CreateAsync("address", Address(staff, mail, "a@b.dk"));
        (object Update, string Code, string Path)[] wrong =
        [
            (new { value = "12345678", validity = From("2021-01-01") }, "V_INVALID_ADDRESS_EMAIL", "input.value"),
            (new { address_type = phone, validity = From("2021-01-01") }, "V_INVALID_ADDRESS_PHONE", "input.value"),
            (new { address_type = phone, value = "c@d.dk", validity = From("2021-01-01") }, "V_INVALID_ADDRESS_PHONE", "input.value"),
        ];
        foreach (var (update, code, path) in wrong)
        {
            var refusal = await world.RefusedAsync(MutationKind.Edit, address, update);
            Assert.Equal((code, path), (refusal.Code, refusal.Path));
        }
        await world.DoAsync(MutationKind.Edit, address, new { address_type = phone, value = "12345678", validity = From("2021-01-01") });
        await world.DoAsync(MutationKind.Edit, address, new { value = "c@d.dk", validity = From("2020-06-01", "2021-01-01") });
    }

    [Fact]
    public async Task The_scope_at_the_time_of_validity_counts()
    {
        await using var world = await StartAsync();
        var staff = await Staff.HireAsync(world);
        var type = await staff.ClassAsync("TEXT", "PHONE", "2022-01-01");
        var refusal = await world.RefusedAsync(MutationKind.Create, Staff.New("address"), Address(staff, type, "a text"));
        Assert.Equal("V_INVALID_ADDRESS_PHONE", refusal.Code);
        var address = await world.CreateAsync("address", Address(staff, type, "a text", "2022-01-01"));
        Assert.Equal("V_INVALID_ADDRESS_PHONE", (await world.RefusedAsync(
            MutationKind.Edit, address, new { user_key = "longer", validity = From("2021-01-01", "2022-02-01") })).Code);
    }

    [Fact]
    public async Task A_concurrent_change_of_the_scope_counts()
    {
        await using var world = await StartAsync(twice: true);
        var staff = await Staff.HireAsync(world);
        var facet = await world.CreateAsync("facet", new { user_key = "facet", validity = From("1900-01-01") });
        object Class(string scope) => new { user_key = "c", name = "C", facet_uuid = facet.Uuid, scope, validity = From("1900-01-01") };
        var type = await world.CreateAsync("class", Class("TEXT"));
        world.Store.Before = async (_, _) =>
        {
            world.Store.Before = (_, _) => Task.CompletedTask;
            Assert.True((await world.SendAsync(type, Mutation(MutationKind.Edit, Class("EAN")), world.Elsewhere)).Succeeded);
        };
        var outcome = await world.SendAsync(MutationKind.Create, Staff.New("address"), Address(staff, type.Uuid, "a text"));
        Assert.Equal("V_INVALID_ADDRESS_EAN", outcome.Refusal?.Code);
    }

    [Fact]
    public async Task A_value_from_before_the_scope_changed_does_not_prevent_other_changes()
    {
        await using var world = await StartAsync();
        var staff = await Staff.HireAsync(world);
        var facet = await world.CreateAsync("facet", new { user_key = "facet", validity = From("1900-01-01") });
        object Class(string scope) => new { user_key = "c", name = "C", facet_uuid = facet.Uuid, scope, validity = From("1900-01-01") };
        var type = await world.CreateAsync("class", Class("TEXT"));
        var address = await world.CreateAsync("address", Address(staff, type.Uuid, "a text"));
        await world.DoAsync(MutationKind.Edit, type, Class("EAN"));
        await world.DoAsync(MutationKind.Edit, address, new { user_key = "renamed", validity = From("2021-01-01") });
        Assert.Equal("V_INVALID_ADDRESS_EAN", (await world.RefusedAsync(
            MutationKind.Edit, address, new { value = "b text", validity = From("2021-01-01") })).Code);
    }

    private static object Address(Staff staff, Guid type, string value, string? to = null) => new
    {
        person = staff.Person.Uuid, address_type = type, value, validity = From("2020-01-01", to),
    };
}
