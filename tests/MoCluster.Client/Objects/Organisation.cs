using System.Runtime.CompilerServices;
using MoCluster.Client.Tests.Fixtures;

namespace MoCluster.Client.Tests.Objects;

/// <summary>Objects to which those of the tests refer: they are there from 2020 on, and no test changes them.</summary>
internal sealed class Organisation
{
    public static readonly DateOnly Begin = new(2020, 1, 1);

    private static readonly ConditionalWeakTable<ClientSilo, Lazy<Task<Organisation>>> s_made = [];

    private Organisation(MoClient client) => Client = client;

    public MoClient Client { get; }

    public Guid Facet { get; private set; }

    public Guid Class { get; private set; }

    public Guid Unit { get; private set; }

    public Guid OtherUnit { get; private set; }

    public Guid Person { get; private set; }

    public Guid OtherPerson { get; private set; }

    public Guid ItSystem { get; private set; }

    public Guid ItUser { get; private set; }

    public Guid Engagement { get; private set; }

    /// <summary>The objects of a silo, which the first test that needs them makes.</summary>
    public static Task<Organisation> OfAsync(ClientSilo silo) =>
        s_made.GetValue(silo, key => new Lazy<Task<Organisation>>(async () => await MakeAsync(await key.ConnectAsync()))).Value;

    private static async Task<Organisation> MakeAsync(MoClient mo)
    {
        var (objects, always) = (mo.Objects, new Validity(Begin));
        var made = new Organisation(mo);
        made.Facet = (await objects.Facets.CreateAsync(new FacetCreate { UserKey = "anything" })).Uuid;
        made.Class = (await objects.Classes.CreateAsync(
            new ClassCreate { FacetUuid = made.Facet, UserKey = "something", Name = "Something", Scope = "TEXT" })).Uuid;
        made.Unit = (await objects.OrgUnits.CreateAsync(new OrgUnitCreate { Name = "Library", OrgUnitTypeUuid = made.Class, Validity = always })).Uuid;
        made.OtherUnit = (await objects.OrgUnits.CreateAsync(new OrgUnitCreate { Name = "Archive", OrgUnitTypeUuid = made.Class, Validity = always })).Uuid;
        made.Person = (await objects.People.CreateAsync(new PersonCreate { GivenName = "Ane", Surname = "Berg" })).Uuid;
        made.OtherPerson = (await objects.People.CreateAsync(new PersonCreate { GivenName = "Bo", Surname = "Dahl" })).Uuid;
        made.ItSystem = (await objects.ItSystems.CreateAsync(new ItSystemCreate { UserKey = "ad", Name = "AD" })).Uuid;
        made.ItUser = (await objects.ItUsers.CreateAsync(
            new ItUserCreate { UserKey = "ane", ItSystemUuid = made.ItSystem, PersonUuid = made.Person, Validity = always })).Uuid;
        made.Engagement = (await objects.Engagements.CreateAsync(new EngagementCreate
        {
            PersonUuid = made.Person, OrgUnitUuid = made.Unit, EngagementTypeUuid = made.Class, JobFunctionUuid = made.Class, Validity = always,
        })).Uuid;
        return made;
    }
}
