using MoCluster.Client.Tests.Fixtures;
using MoCluster.GrainInterfaces.Catalogue;

namespace MoCluster.Client.Tests.Objects;

/// <summary>Objects of all types live through the client: what is created is read back, changed, ended and remembered.</summary>
public sealed class ObjectTests(ClientSilo silo)
{
    private static readonly Validity s_since = new(new DateOnly(2024, 1, 1));

    public static TheoryData<string> Mutators() => [.. ObjectCases.All.Select(each => each.Mutator)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Each_family_of_mutations_has_a_case() => Assert.Equal(
        ObjectCatalogue.BuiltIn.Types.SelectMany(type => type.Mutators).Where(mutator => mutator.Relate is null).Select(mutator => mutator.Name).Order(),
        ObjectCases.All.Select(each => each.Mutator).Order());

    [Theory]
    [MemberData(nameof(Mutators))]
    public async Task An_object_lives_from_its_creation_to_its_deletion(string mutator) =>
        await CaseOf(mutator).LiveAsync(await Organisation.OfAsync(silo), Cancellation);

    [Theory]
    [MemberData(nameof(Mutators))]
    public async Task An_object_is_found_by_each_condition_that_it_meets(string mutator) =>
        await CaseOf(mutator).FindAsync(await Organisation.OfAsync(silo), Cancellation);

    [Fact]
    public async Task The_relations_of_a_unit_are_set_together()
    {
        var its = await Organisation.OfAsync(silo);
        var mo = its.Client.Objects;
        var unit = await CreateUnitAsync(its, "related");
        var end = new DateOnly(2024, 6, 1);
        Assert.Equal(unit, (await mo.RelatedUnits.RelateAsync(unit, [its.Unit, its.OtherUnit], s_since, cancellationToken: Cancellation)).Uuid);
        await mo.RelatedUnits.RelateAsync(unit, [its.OtherUnit], new Validity(end), cancellationToken: Cancellation);
        var filter = new RelatedUnitFilter { OrgUnitUuids = [unit], When = When.Always };
        var found = await mo.RelatedUnits.FindAsync(filter, Cancellation).ToDictionaryAsync(
            each => each.Values.OrgUnitUuids.Single(other => other != unit), each => each.Values, cancellationToken: Cancellation);
        Assert.Equal(s_since with { To = end }, found[its.Unit].Validity);
        Assert.Equal(s_since, found[its.OtherUnit].Validity);
        Assert.Equal(
            [RegistrationOperation.Create, RegistrationOperation.Terminate],
            (await mo.RelatedUnits.GetHistoryAsync(found[its.Unit].Uuid, Cancellation)).Select(each => each.Operation));
    }

    [Fact]
    public async Task The_owner_of_a_person_can_be_inferred()
    {
        var its = await Organisation.OfAsync(silo);
        var owners = its.Client.Objects.Owners;
        var create = new OwnerCreate { PersonUuid = its.Person, InferencePriority = OwnerInferencePriority.Association, Validity = s_since };
        var uuid = (await owners.CreateAsync(create, cancellationToken: Cancellation)).Uuid;
        Assert.Equal(OwnerInferencePriority.Association, (await owners.GetAsync(uuid, cancellationToken: Cancellation))!.InferencePriority);
        await owners.UpdateAsync(new OwnerUpdate { Uuid = uuid, Validity = s_since, InferencePriority = OwnerInferencePriority.Engagement }, cancellationToken: Cancellation);
        Assert.Equal(OwnerInferencePriority.Engagement, (await owners.GetAsync(uuid, cancellationToken: Cancellation))!.InferencePriority);
        await owners.UpdateAsync(new OwnerUpdate { Uuid = uuid, Validity = s_since, InferencePriority = null }, cancellationToken: Cancellation);
        Assert.Null((await owners.GetAsync(uuid, cancellationToken: Cancellation))!.InferencePriority);
        await owners.DeleteAsync(uuid, cancellationToken: Cancellation);
    }

    [Fact]
    public async Task A_termination_can_make_a_gap_and_leave_posts_vacant()
    {
        var its = await Organisation.OfAsync(silo);
        var mo = its.Client.Objects;
        var person = (await mo.People.CreateAsync(new PersonCreate { GivenName = "Eva", Surname = "Friis" }, cancellationToken: Cancellation)).Uuid;
        var create = new ManagerCreate
        {
            PersonUuid = person, OrgUnitUuid = its.Unit, ResponsibilityUuids = [its.Class], ManagerLevelUuid = its.Class, ManagerTypeUuid = its.Class, Validity = s_since,
        };
        var post = (await mo.Managers.CreateAsync(create, cancellationToken: Cancellation)).Uuid;
        var (from, to, end) = (new DateOnly(2024, 3, 1), new DateOnly(2024, 4, 1), new DateOnly(2024, 6, 1));
        await mo.Managers.TerminateAsync(new Termination(post, to) { From = from }, cancellationToken: Cancellation);
        await mo.People.TerminateAsync(new Termination(person, end) { Vacate = true }, cancellationToken: Cancellation);
        var posts = await mo.Managers.GetValiditiesAsync(post, cancellationToken: Cancellation);
        Assert.Equal(
            [(s_since with { To = from }, (Guid?)person), (new Validity(to, end), person), (new Validity(end), null)],
            posts.Select(each => (each.Validity, each.PersonUuid)));
    }

    [Fact]
    public async Task A_list_of_references_is_kept_by_null_and_cleared_by_an_empty_one()
    {
        var its = await Organisation.OfAsync(silo);
        var users = its.Client.Objects.ItUsers;
        var create = new ItUserCreate
        {
            UserKey = "listed", ItSystemUuid = its.ItSystem, PersonUuid = its.Person, EngagementUuids = [its.Engagement], Validity = s_since, Note = "first",
        };
        var uuid = (await users.CreateAsync(create, cancellationToken: Cancellation)).Uuid;
        await users.UpdateAsync(new ItUserUpdate { Uuid = uuid, Validity = s_since, UserKey = "kept" }, cancellationToken: Cancellation);
        Assert.Equal([its.Engagement], (await users.GetAsync(uuid, cancellationToken: Cancellation))!.EngagementUuids);
        await users.UpdateAsync(new ItUserUpdate { Uuid = uuid, Validity = s_since, EngagementUuids = [], Note = "cleared" }, cancellationToken: Cancellation);
        Assert.Empty((await users.GetAsync(uuid, cancellationToken: Cancellation))!.EngagementUuids);
        Assert.Equal(["first", null, "cleared"], (await users.GetHistoryAsync(uuid, Cancellation)).Select(each => each.Note));
        await users.DeleteAsync(uuid, cancellationToken: Cancellation);
    }

    [Fact]
    public async Task Posts_that_nobody_holds_and_units_at_the_top_are_found()
    {
        var its = await Organisation.OfAsync(silo);
        var mo = its.Client.Objects;
        var create = new ManagerCreate
        {
            OrgUnitUuid = its.Unit, ResponsibilityUuids = [its.Class], ManagerLevelUuid = its.Class, ManagerTypeUuid = its.Class, Validity = s_since,
        };
        var vacant = (await mo.Managers.CreateAsync(create, cancellationToken: Cancellation)).Uuid;
        var held = (await mo.Managers.CreateAsync(create with { PersonUuid = its.Person }, cancellationToken: Cancellation)).Uuid;
        var posts = new ManagerFilter { Uuids = [vacant, held] };
        Assert.Equal(vacant, (await mo.Managers.FindAsync(posts with { IsVacant = true }, Cancellation).SingleAsync(Cancellation)).Uuid);
        Assert.Equal(2, await mo.Managers.FindAsync(posts, Cancellation).CountAsync(Cancellation));
        var top = await mo.OrgUnits.FindAsync(new OrgUnitFilter { IsAtTop = true }, Cancellation).ToListAsync(Cancellation);
        Assert.Contains(top, each => each.Uuid == its.Unit);
        Assert.All(top, each => Assert.Null(each.Values.ParentUuid));
    }

    [Fact]
    public async Task A_refresh_sends_the_events_of_the_found_objects_to_one_listener()
    {
        var its = await Organisation.OfAsync(silo);
        var mine = await its.Client.Listeners.DeclareAsync(new ListenerDeclaration("MO", "org_unit", $"mine-{Guid.NewGuid():N}"), Cancellation);
        var filter = new OrgUnitFilter { Uuids = [its.Unit, its.OtherUnit] };
        var options = new RefreshOptions { Listener = mine.Uuid, Priority = 7 };
        Assert.Equal(2, await its.Client.Objects.OrgUnits.RefreshAsync(filter, options, Cancellation));
        var subjects = new List<Guid>();
        while (subjects.Count < 2)
        {
            var next = (await mine.NextAsync(TimeSpan.FromSeconds(30), Cancellation))!;
            if (next.Priority == 7)
                subjects.Add(next.SubjectUuid);
            await next.AckAsync(Cancellation);
        }

        Assert.Equal(filter.Uuids!.Order(), subjects.Order());
        await its.Client.Listeners.DeleteAsync(mine.Uuid, deletePendingEvents: true, Cancellation);
    }

    [Fact]
    public async Task A_type_can_be_named_at_run_time()
    {
        var its = await Organisation.OfAsync(silo);
        Assert.Equal(ObjectCatalogue.BuiltIn.Types.Select(type => type.Name), its.Client.Objects.Types);
        var units = its.Client.Objects.OfType("org_unit");
        var found = await units.FindAsync(new UntypedFilter { Query = "Library", Uuids = [its.Unit] }, Cancellation).SingleAsync(Cancellation);
        Assert.Equal(("Library", its.Class), (found.Values.Json.GetProperty("name").GetString(), found.Values.Json.Uuid("org_unit_type")));
        Assert.Equal(RegistrationOperation.Create, (await units.GetHistoryAsync(its.Unit, Cancellation))[0].Operation);
        Assert.Contains("org_unit", Assert.Throws<ArgumentException>(() => its.Client.Objects.OfType("orgunit")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_follow_one_another_until_the_last()
    {
        var its = await Organisation.OfAsync(silo);
        var facets = its.Client.Objects.Facets;
        var uuids = new List<Guid>();
        for (var i = 0; i < 5; i++)
            uuids.Add((await facets.CreateAsync(new FacetCreate { UserKey = "paged" }, cancellationToken: Cancellation)).Uuid);
        var filter = new FacetFilter { UserKeys = ["paged"] };
        var (pages, next) = (new List<Guid[]>(), (string?)null);
        do
        {
            var page = await facets.GetPageAsync(filter, 2, next, Cancellation);
            pages.Add([.. page.Items.Select(each => each.Uuid)]);
            next = page.Next;
        }
        while (next is not null);
        Assert.Equal([2, 2, 1], pages.Select(page => page.Length));
        Assert.Equal(uuids.Order(), pages.SelectMany(page => page).Order());
    }

    [Fact]
    public async Task A_veto_tells_which_trigger_said_what_and_leaves_nothing()
    {
        var its = await Organisation.OfAsync(silo);
        var create = new OrgUnitCreate { UserKey = "vetoed", Name = "forbidden", OrgUnitTypeUuid = its.Class, Validity = s_since };
        var veto = await Assert.ThrowsAsync<MoException>(() => its.Client.Objects.OrgUnits.CreateAsync(create, cancellationToken: Cancellation));
        Assert.Equal((MoErrorCode.TriggerRefused, false), (veto.Code, veto.IsRetriable));
        Assert.EndsWith("forbidden-names", veto.Trigger, StringComparison.Ordinal);
        Assert.Contains("No org unit may be called 'forbidden'", veto.Message, StringComparison.Ordinal);
        Assert.Equal("name", veto.Context!.Value.GetProperty("field").GetString());
        Assert.False(await its.Client.Objects.OrgUnits.FindAsync(new OrgUnitFilter { UserKeys = ["vetoed"] }, Cancellation).AnyAsync(Cancellation));
        var change = await its.Client.Objects.OrgUnits.CreateAsync(create, new ChangeOptions { IsTriggerless = true }, Cancellation);
        await its.Client.Objects.OrgUnits.DeleteAsync(change.Uuid, cancellationToken: Cancellation);
    }

    [Fact]
    public async Task A_refusal_has_the_code_of_the_rule()
    {
        var its = await Organisation.OfAsync(silo);
        var mo = its.Client.Objects;
        var nobody = Guid.NewGuid();
        var unknown = await Assert.ThrowsAsync<MoException>(() => mo.OrgUnits.CreateAsync(
            new OrgUnitCreate { Name = "x", OrgUnitTypeUuid = its.Class, ParentUuid = nobody, Validity = s_since }, cancellationToken: Cancellation));
        Assert.Equal(("E_ORG_UNIT_NOT_FOUND", null), (unknown.Code, unknown.Trigger));
        Assert.Contains("parent", unknown.Path, StringComparison.Ordinal);
        var both = await Assert.ThrowsAsync<MoException>(() => mo.People.UpdateAsync(
            new PersonUpdate { Uuid = nobody, Validity = s_since, Surname = "x" }, cancellationToken: Cancellation));
        Assert.Equal(404, both.Context!.Value.GetProperty("status").GetInt32());
        var used = await Assert.ThrowsAsync<MoException>(() => mo.Facets.DeleteAsync(its.Facet, cancellationToken: Cancellation));
        Assert.Equal(MoErrorCode.Conflict, used.Code);
        Assert.Null(await mo.People.GetAsync(nobody, cancellationToken: Cancellation));
        Assert.Empty(await mo.People.GetHistoryAsync(nobody, Cancellation));
    }

    [Fact]
    public async Task A_change_under_one_idempotency_id_is_made_once()
    {
        var its = await Organisation.OfAsync(silo);
        var once = new ChangeOptions { IdempotencyId = $"hire-{Guid.NewGuid():N}" };
        var create = new PersonCreate { GivenName = "Once", Surname = "Only" };
        var first = await its.Client.Objects.People.CreateAsync(create, once, Cancellation);
        Assert.Equal(first.Uuid, (await its.Client.Objects.People.CreateAsync(create, once, Cancellation)).Uuid);
        var other = await Assert.ThrowsAsync<MoException>(() => its.Client.Objects.People.CreateAsync(create with { Surname = "Twice" }, once, Cancellation));
        Assert.Equal("IDEMPOTENCY_CONFLICT", other.Code);
    }

    private static async Task<Guid> CreateUnitAsync(Organisation its, string name) => (await its.Client.Objects.OrgUnits.CreateAsync(
        new OrgUnitCreate { Name = name, OrgUnitTypeUuid = its.Class, Validity = new Validity(Organisation.Begin) }, cancellationToken: Cancellation)).Uuid;

    private static ObjectCase CaseOf(string mutator) => ObjectCases.All.Single(each => each.Mutator == mutator);
}
