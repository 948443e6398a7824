using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Modules;
using static MoCluster.Tests.Objects.Pipeline.ObjectSimulation;

namespace MoCluster.Tests.Objects.Pipeline;

/// <summary>
/// What happens to other objects when a person leaves: as in OS2mo, nothing prevents it, and nothing of anybody else ends (docs/os2mo.md §7).
/// </summary>
public sealed class OffboardingTests
{
    private const string Day = "2030-01-01";
    private static readonly DateTimeOffset Left = Samples.Winter(Day);

    [Fact]
    public async Task Objects_that_name_the_leaver_as_substitute_or_owner_do_not_end()
    {
        await using var world = await StartAsync();
        var (person, other, unit) = (await world.PersonAsync(), await world.PersonAsync(), await world.UnitAsync());
        var engagement = await world.EngagementAsync(person, unit);
        var association = await world.CreateAsync("association", new
        {
            person = other.Uuid, org_unit = unit.Uuid, association_type = await world.ClassAsync(), substitute = person.Uuid, validity = From("2020-01-01"),
        });
        var owner = await world.CreateAsync("owner", new { org_unit = unit.Uuid, owner = person.Uuid, validity = From("2020-01-01") });
        var owned = await world.CreateAsync("owner", new { person = person.Uuid, owner = other.Uuid, validity = From("2020-01-01") });
        await LeaveAsync(world, person);
        Assert.Equal(Left, await EndAsync(world, engagement));
        Assert.Equal(Left, await EndAsync(world, owned));
        foreach (var untouched in new[] { association, owner })
            Assert.Single(await world.RegistrationsAsync(untouched));
    }

    [Fact]
    public async Task Objects_that_require_an_ending_one_end_and_others_drop_the_reference()
    {
        var requests = new List<string>();
        await using var world = await StartAsync(triggers =>
        {
            triggers.On("t", EventType.OnBefore, "it", RequestType.Edit, Note);
            triggers.On("t", EventType.OnBefore, "rolebinding", RequestType.Terminate, Note);

            ValueTask Note(TriggerContext context, CancellationToken cancellation)
            {
                requests.Add(context.Request.ToString());
                return default;
            }
        });
        var (person, other, unit, type) = (await world.PersonAsync(), await world.PersonAsync(), await world.UnitAsync(), await world.ClassAsync());
        var (engagement, theirs) = (await world.EngagementAsync(person, unit), await world.EngagementAsync(other, unit));
        var itsystem = await world.CreateAsync("itsystem", new { user_key = "s", name = "S", validity = From("2000-01-01") });
        var account = await world.CreateAsync(
            "ituser", new { user_key = "u", itsystem = itsystem.Uuid, person = person.Uuid, engagements = new[] { engagement.Uuid }, validity = From("2020-01-01") });
        var shared = await world.CreateAsync("ituser", new
        {
            user_key = "v", itsystem = itsystem.Uuid, org_unit = unit.Uuid, engagements = new[] { engagement.Uuid, theirs.Uuid }, validity = From("2020-01-01"),
        });
        var binding = await world.CreateAsync("rolebinding", new { ituser = account.Uuid, role = type, validity = From("2020-01-01") });
        var until = await world.CreateAsync("rolebinding", new { ituser = account.Uuid, role = type, validity = From("2020-01-01", Day) });
        var address = await world.CreateAsync("address", new
        {
            value = "v", address_type = type, org_unit = unit.Uuid, engagement = engagement.Uuid, ituser = account.Uuid, validity = From("2020-01-01"),
        });
        var post = await world.CreateAsync("manager", new
        {
            person = other.Uuid, org_unit = unit.Uuid, engagement = engagement.Uuid, responsibility = new[] { type }, manager_level = type,
            manager_type = type, validity = From("2020-01-01"),
        });

        await LeaveAsync(world, person);

        foreach (var ended in new[] { engagement, account, binding, until })
            Assert.Equal(Left, await EndAsync(world, ended));
        Assert.Single(await world.RegistrationsAsync(until));
        foreach (var (key, field, before, after) in new[]
        {
            (shared, "engagements", string.Join(',', new[] { engagement.Uuid, theirs.Uuid }.Order()), theirs.Uuid.ToString()),
            (address, "engagement", engagement.Uuid.ToString(), null),
            (address, "ituser", account.Uuid.ToString(), null),
            (post, "engagement", engagement.Uuid.ToString(), null),
            (post, "person", other.Uuid.ToString(), other.Uuid.ToString()),
        })
        {
            var state = (await world.StateAsync(key))!;
            Assert.Equal(DateTimeOffset.MaxValue, state.Segments[^1].Interval.To);
            Assert.Equal(before, state.At(Left.AddDays(-1))![state.Type[field]]?.Canonical);
            Assert.Equal(after, state.At(Left)![state.Type[field]]?.Canonical);
            Assert.Equal(MutationKind.Edit, (await world.RegistrationsAsync(key))[^1].Operation);
        }
        Assert.Equal(
            [
                $$$"""{"uuid":"{{{shared.Uuid}}}","validity":{"from":"{{{Day}}}","to":null},"engagements":["{{{theirs.Uuid}}}"]}""",
                $$"""{"uuid":"{{binding.Uuid}}","to":"{{Day}}"}""",
            ],
            requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_post_is_vacated_on_request(bool vacate)
    {
        var requests = new List<string>();
        await using var world = await StartAsync(triggers =>
            triggers.On("t", EventType.OnBefore, "manager", RequestType.Terminate, (context, _) =>
            {
                requests.Add(context.Request.ToString());
                return default;
            }));
        var (person, other, unit) = (await world.PersonAsync(), await world.PersonAsync(), await world.UnitAsync());
        var engagement = await world.EngagementAsync(person, unit);
        var type = await world.ClassAsync();
        var post = await world.CreateAsync("manager", new
        {
            person = person.Uuid, org_unit = unit.Uuid, engagement = engagement.Uuid, responsibility = new[] { type }, manager_level = type,
            manager_type = type, validity = From("2020-01-01"),
        });
        // From then on the post has a successor already, who keeps it.
        await world.DoAsync(MutationKind.Edit, post, new { person = other.Uuid, engagement = (Guid?)null, validity = From("2032-01-01") });

        await world.DoAsync(MutationKind.Terminate, person, new { uuid = person.Uuid, to = Day, vacate });

        var state = (await world.StateAsync(post))!;
        Assert.Equal(person.Uuid.ToString(), state.At(Left.AddDays(-1))![state.Type["person"]]?.Canonical);
        Assert.Equal(vacate, state.At(Left) is not null);
        Assert.Null(state.At(Left)?[state.Type["person"]]);
        Assert.Null(state.At(Left)?[state.Type["engagement"]]);
        Assert.Equal(other.Uuid.ToString(), state.At(Samples.Winter("2032-01-01"))![state.Type["person"]]?.Canonical);
        Assert.Equal([$$"""{"uuid":"{{post.Uuid}}","to":"{{Day}}"{{(vacate ? ",\"vacate\":true" : "")}}}"""], requests);
    }

    [Fact]
    public async Task A_termination_with_an_end_makes_a_gap_in_the_persons_functions()
    {
        await using var world = await StartAsync();
        var (person, unit) = (await world.PersonAsync(), await world.UnitAsync());
        var engagement = await world.EngagementAsync(person, unit);
        var itsystem = await world.CreateAsync("itsystem", new { user_key = "s", name = "S", validity = From("2000-01-01") });
        var account = await world.CreateAsync("ituser", new
        {
            user_key = "u", itsystem = itsystem.Uuid, org_unit = unit.Uuid, engagements = new[] { engagement.Uuid }, validity = From("2020-01-01"),
        });
        await world.DoAsync(MutationKind.Terminate, person, new { from = Day, to = "2031-01-01" });
        var state = (await world.StateAsync(engagement))!;
        Assert.Equal([(2010, 2030), (2031, 9999)], state.Segments.Select(segment =>
            (ValidityCalendar.Copenhagen.ToLocal(segment.Interval.From).Year, segment.Interval.To == DateTimeOffset.MaxValue
                ? 9999 : ValidityCalendar.Copenhagen.ToLocal(segment.Interval.To).Year)));
        var engagements = (await world.StateAsync(account))!;
        Assert.Equal(
            [engagement.Uuid.ToString(), null, engagement.Uuid.ToString()],
            engagements.Segments.Select(segment => segment.Values[engagements.Type["engagements"]]?.Canonical));
    }

    [Fact]
    public async Task A_mistyped_year_ends_no_function_of_a_person()
    {
        await using var world = await StartAsync();
        var (person, unit) = (await world.PersonAsync("0101800001"), await world.UnitAsync());
        var engagement = await world.EngagementAsync(person, unit);
        foreach (var (request, path) in new (object, string)[]
        {
            (new { to = "1970-01-01" }, "input.to"),
            (new { to = "1979-12-31", vacate = true }, "input.to"),
            (new { from = "1970-01-01", to = "2030-01-01" }, "input.from"),
        })
        {
            var refusal = await world.RefusedAsync(MutationKind.Terminate, person, request);
            Assert.Equal(("V_DATE_OUTSIDE_EMPL_RANGE", path), (refusal.Code, refusal.Path));
            Assert.Contains("[1980-01-01, …)", refusal.Message, StringComparison.Ordinal);
        }
        Assert.Single(await world.RegistrationsAsync(engagement));
        // From the day of birth on the end is accepted. Functions that begin later vanish, as in OS2mo.
        await world.DoAsync(MutationKind.Terminate, person, new { to = "1980-01-01" });
        Assert.True((await world.StateAsync(engagement))!.IsEmpty);
        Assert.Single((await world.StateAsync(person))!.Segments);
    }

    [Fact]
    public async Task An_update_that_begins_before_the_birth_extends_the_validity()
    {
        await using var world = await StartAsync();
        var person = await world.PersonAsync("1505400001");
        await world.DoAsync(MutationKind.Edit, person, new { given_name = "Given", validity = From("1940-05-15") });
        Assert.Single(await world.RegistrationsAsync(person));
        await world.DoAsync(MutationKind.Edit, person, new { given_name = "Given", validity = From("1940-05-14") });
        var segment = Assert.Single((await world.StateAsync(person))!.Segments);
        Assert.Equal(ValidityCalendar.Copenhagen.StartOf(new DateOnly(1940, 5, 14)), segment.Interval.From);
    }

    [Fact]
    public async Task A_replacement_CPR_number_is_accepted_where_configured_and_gives_no_birthday()
    {
        const string Replacement = "6101800001";
        await using (var strict = await StartAsync())
        {
            var refusal = await strict.RefusedAsync(MutationKind.Create, new ObjectKey("person", Guid.NewGuid()),
                new { given_name = "A", surname = "B", cpr_number = Replacement });
            Assert.Equal(("V_CPR_NOT_VALID", "input.cpr_number"), (refusal.Code, refusal.Path));
            Assert.Contains("Objects:CprValidateBirthdate", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Replacement, refusal.Message, StringComparison.Ordinal);
        }
        await using var world = await StartAsync(options: new ObjectOptions { RerunDelay = TimeSpan.Zero, CprValidateBirthdate = false });
        var person = await world.PersonAsync(Replacement);
        Assert.Equal(Validity.Always, Assert.Single((await world.StateAsync(person))!.Segments).Interval);
        Assert.Equal("V_EXISTING_CPR", (await world.RefusedAsync(MutationKind.Create, new ObjectKey("person", Guid.NewGuid()),
            new { given_name = "A", surname = "B", cpr_number = Replacement })).Code);
        var born = await world.PersonAsync("0101800001");
        Assert.Equal(Samples.Winter("1980-01-01"), Assert.Single((await world.StateAsync(born))!.Segments).Interval.From);
        await world.DoAsync(MutationKind.Edit, person, new { cpr_number = "0202800001", validity = From("2020-01-01") });
        foreach (var wrong in new[] { "610180000", "61018000011", "610180-001", "610180000a" })
        {
            Assert.Equal("V_CPR_NOT_VALID", (await world.RefusedAsync(
                MutationKind.Edit, person, new { cpr_number = wrong, validity = From("2020-01-01") })).Code);
        }
    }

    [Fact]
    public async Task A_veto_by_an_object_that_would_drop_its_reference_keeps_everything()
    {
        await using var world = await StartAsync(triggers =>
            triggers.On("no", EventType.OnBefore, "rolebinding", RequestType.Terminate, (_, _) => throw new TriggerRefusedException("Still needed.")));
        var person = await world.PersonAsync();
        var (account, _) = await AccountAsync(world, person, bound: true);
        var commits = world.Store.Commits;
        var refusal = await world.RefusedAsync(MutationKind.Terminate, person, new { to = Day });
        Assert.Contains("Still needed.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(commits, world.Store.Commits);
        Assert.Single(await world.RegistrationsAsync(account));
    }

    [Theory]
    [InlineData(true, "V_TERMINATE_ITUSER_WITH_ROLEBINDINGS")]
    [InlineData(false, "CONFLICT")]
    public async Task A_referenced_account_is_not_ended_and_the_refusal_names_the_right_reason(bool bound, string code)
    {
        await using var world = await StartAsync();
        var (person, unit, type) = (await world.PersonAsync(), await world.UnitAsync(), await world.ClassAsync());
        var (account, _) = await AccountAsync(world, person, bound);
        var association = await world.CreateAsync("association", new
        {
            person = person.Uuid, org_unit = unit.Uuid, it_user = account.Uuid, job_function = type, validity = From("2020-01-01"),
        });
        var refusal = await world.RefusedAsync(MutationKind.Terminate, account, new { to = Day });
        Assert.Equal(code, refusal.Code);
        Assert.Contains($"association '{association.Uuid:D}' by 'it_user'", refusal.Message, StringComparison.Ordinal);
        await LeaveAsync(world, person);
        Assert.Equal(Left, await EndAsync(world, account));
        Assert.Equal(Left, await EndAsync(world, association));
    }

    private static Task<MutationResult> LeaveAsync(ObjectSimulation world, ObjectKey person) =>
        world.DoAsync(MutationKind.Terminate, person, new { uuid = person.Uuid, to = Day });

    private static async Task<DateTimeOffset> EndAsync(ObjectSimulation world, ObjectKey key) => (await world.StateAsync(key))!.Segments[^1].Interval.To;

    private static async Task<(ObjectKey Account, ObjectKey? Binding)> AccountAsync(ObjectSimulation world, ObjectKey person, bool bound)
    {
        var itsystem = await world.CreateAsync("itsystem", new { user_key = "s", name = "S", validity = From("2000-01-01") });
        var account = await world.CreateAsync(
            "ituser", new { user_key = "u", itsystem = itsystem.Uuid, person = person.Uuid, validity = From("2020-01-01") });
        return (account, bound
            ? await world.CreateAsync("rolebinding", new { ituser = account.Uuid, role = await world.ClassAsync(), validity = From("2020-01-01") })
            : null);
    }
}
