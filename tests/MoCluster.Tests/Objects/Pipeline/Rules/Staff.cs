using MoCluster.GrainInterfaces.Objects;
using static MoCluster.Tests.Objects.Pipeline.ObjectSimulation;

namespace MoCluster.Tests.Objects.Pipeline.Rules;

/// <summary>
/// The objects that tests of rules between objects need: two persons in a unit, an IT system, and requests for functions of these persons.
/// </summary>
internal sealed record Staff(ObjectSimulation World, ObjectKey Person, ObjectKey Other, ObjectKey Unit, ObjectKey System, Guid Class)
{
    public static async Task<Staff> HireAsync(ObjectSimulation world) => new(
        world,
        await world.PersonAsync(),
        await world.PersonAsync(),
        await world.UnitAsync(),
        await world.CreateAsync("itsystem", new { user_key = "ad", name = "AD", validity = From("2000-01-01") }),
        await world.ClassAsync());

    public static ObjectKey New(string type) => new(type, Guid.NewGuid());

    /// <summary>Creates a class with a scope that may change on a day.</summary>
    public async Task<Guid> ClassAsync(string? scope, string? later = null, string day = "2020-01-01")
    {
        var facet = await World.CreateAsync("facet", new { user_key = "facet", validity = From("1900-01-01") });
        var made = await World.CreateAsync(
            "class", new { user_key = "c", name = "C", facet_uuid = facet.Uuid, scope, validity = From("1900-01-01") });
        if (later is not null)
        {
            await World.DoAsync(
                MutationKind.Edit, made, new { user_key = "c", name = "C", facet_uuid = facet.Uuid, scope = later, validity = From(day) });
        }
        return made.Uuid;
    }

    public object Leave(ObjectKey engagement, ObjectKey? person = null, string from = "2020-01-01", string? to = null) => new
    {
        person = (person ?? Person).Uuid, engagement = engagement.Uuid, leave_type = Class, validity = From(from, to),
    };

    public object Account(
        ObjectKey? person = null,
        string name = "login",
        string? external = null,
        Guid? primary = null,
        ObjectKey? system = null,
        string from = "2020-01-01",
        string? to = null,
        Guid[]? engagements = null) => new
    {
        person = (person ?? Person).Uuid, itsystem = (system ?? System).Uuid, user_key = name, external_id = external, primary, engagements,
        validity = From(from, to),
    };

    public object ITAssociation(
        ObjectKey account, ObjectKey? person = null, ObjectKey? unit = null, Guid? primary = null, string from = "2020-01-01", string? to = null) => new
    {
        person = (person ?? Person).Uuid, org_unit = (unit ?? Unit).Uuid, it_user = account.Uuid, job_function = Class, primary,
        validity = From(from, to),
    };
}
