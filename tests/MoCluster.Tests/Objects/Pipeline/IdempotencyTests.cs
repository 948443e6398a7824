using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects;
using MoCluster.Modules;
using static MoCluster.Tests.Objects.Pipeline.ObjectSimulation;

namespace MoCluster.Tests.Objects.Pipeline;

/// <summary>A request that is repeated under the same key gets the first answer and changes nothing.</summary>
public sealed class IdempotencyTests
{
    private static readonly IdempotencyKey Key = new(new Guid("aaaaaaaa-0000-4000-8000-000000000001"), "once", "facet_create");

    [Fact]
    public async Task A_repeated_request_gets_the_kept_answer()
    {
        var ran = 0;
        await using var world = await StartAsync(triggers =>
        {
            triggers.On("b", EventType.OnBefore, "facet", RequestType.Create, (_, _) => Count(ref ran));
            triggers.On("a", EventType.OnAfter, "facet", RequestType.Create, (_, _) => Count(ref ran));
        });
        var facet = new ObjectKey("facet", Guid.NewGuid());
        var first = (await world.SendAsync(facet, Create("""{"user_key": "k", "validity": {"from": "2020-01-01"}}"""))).Value;
        world.Time.Advance(TimeSpan.FromDays(1));
        // On another day, with the fields in another order, and after another change.
        await world.DoAsync(MutationKind.Edit, facet, new { user_key = "l", validity = From("2021-01-01") });
        var again = (await world.SendAsync(facet, Create("""{"validity":{"from":"2020-01-01"},"user_key":"\u006b"}"""))).Value;
        Assert.Equal(first, again);
        Assert.Equal(1, again!.Registration);
        Assert.Equal(2, ran);
        Assert.Equal(2, (await world.RegistrationsAsync(facet)).Length);
    }

    [Fact]
    public async Task A_different_request_under_the_key_is_refused()
    {
        await using var world = await StartAsync();
        var facet = new ObjectKey("facet", Guid.NewGuid());
        var create = Create("""{"user_key": "k", "validity": {"from": "2020-01-01"}}""");
        Assert.True((await world.SendAsync(facet, create)).Succeeded);
        foreach (var other in new[]
        {
            Create("""{"user_key": "l", "validity": {"from": "2020-01-01"}}"""),
            create with { Kind = MutationKind.Edit },
            create with { Note = "n" },
            create with { Actor = new Actor(Guid.NewGuid()) },
            create with { Triggerless = true },
        })
        {
            Assert.Equal(RefusalCode.IdempotencyConflict, (await world.SendAsync(facet, other)).Refusal?.Code);
        }
        var another = new ObjectKey("facet", Guid.NewGuid());
        Assert.Equal(RefusalCode.IdempotencyConflict, (await world.SendAsync(another, create)).Refusal?.Code);
        Assert.Single(await world.EventsAsync("facet"));
        // For another field of the same request it is another key.
        Assert.True((await world.SendAsync(another, create with { Idempotency = Key with { Path = "second" } })).Succeeded);
        var third = new ObjectKey("facet", Guid.NewGuid());
        Assert.True((await world.SendAsync(third, create with { Idempotency = Key with { Index = 1 } })).Succeeded);
    }

    [Fact]
    public async Task Of_two_silos_the_loser_gives_the_winners_answer()
    {
        await using var world = await StartAsync(twice: true);
        var facet = new ObjectKey("facet", Guid.NewGuid());
        var create = Create("""{"user_key": "k", "validity": {"from": "2020-01-01"}}""");
        Outcome<MutationResult>? winner = null;
        world.Store.Before = async (_, _) =>
        {
            world.Store.Before = (_, _) => Task.CompletedTask;
            winner = await world.SendAsync(facet, create, world.Elsewhere);
            world.Time.Advance(TimeSpan.FromMinutes(1));
        };
        var loser = await world.SendAsync(facet, create);
        Assert.NotNull(winner?.Value);
        Assert.Equal(winner.Value, loser.Value);
        Assert.Single(await world.EventsAsync("facet"));
    }

    [Fact]
    public async Task Of_two_silos_the_loser_with_a_different_request_is_refused()
    {
        await using var world = await StartAsync(twice: true);
        var (one, two) = (new ObjectKey("facet", Guid.NewGuid()), new ObjectKey("facet", Guid.NewGuid()));
        var create = Create("""{"user_key": "k", "validity": {"from": "2020-01-01"}}""");
        world.Store.Before = async (_, _) =>
        {
            world.Store.Before = (_, _) => Task.CompletedTask;
            Assert.True((await world.SendAsync(two, create, world.Elsewhere)).Succeeded);
        };
        Assert.Equal(RefusalCode.IdempotencyConflict, (await world.SendAsync(one, create)).Refusal?.Code);
        Assert.Null(await world.StateAsync(one));
    }

    [Fact]
    public async Task The_answer_that_nothing_changed_is_kept_too()
    {
        await using var world = await StartAsync();
        var facet = await world.CreateAsync("facet", new { user_key = "k", validity = From("2020-01-01") });
        var edit = Mutation(MutationKind.Edit, new { user_key = "k", validity = From("2021-01-01") }) with { Idempotency = Key };
        var first = (await world.SendAsync(facet, edit)).Value;
        Assert.False(first!.Changed);
        world.Time.Advance(TimeSpan.FromHours(1));
        await world.DoAsync(MutationKind.Edit, facet, new { user_key = "l", validity = From("2021-01-01") });
        Assert.Equal(first, (await world.SendAsync(facet, edit)).Value);
        Assert.Equal(2, (await world.RegistrationsAsync(facet)).Length);
    }

    [Fact]
    public async Task A_refresh_under_a_key_emits_once()
    {
        await using var world = await StartAsync();
        var facet = await world.CreateAsync("facet", new { user_key = "k", validity = From("2020-01-01") });
        var refresh = Mutation(MutationKind.Refresh, new { }) with { Idempotency = Key };
        Assert.Equal((await world.SendAsync(facet, refresh)).Value, (await world.SendAsync(facet, refresh)).Value);
        Assert.Equal(2, (await world.EventsAsync("facet")).Length);
    }

    [Fact]
    public async Task A_refusal_is_not_kept()
    {
        var refuse = true;
        await using var world = await StartAsync(triggers => triggers.On("b", EventType.OnBefore, "facet", RequestType.Create, (_, _) =>
            refuse ? throw new TriggerRefusedException("No.") : default));
        var facet = new ObjectKey("facet", Guid.NewGuid());
        var create = Create("""{"user_key": "k", "validity": {"from": "2020-01-01"}}""");
        Assert.False((await world.SendAsync(facet, create)).Succeeded);
        refuse = false;
        Assert.True((await world.SendAsync(facet, create)).Succeeded);
    }

    [Fact]
    public void A_create_without_uuid_derives_it_from_the_key()
    {
        var drawn = new Drawn();
        var uuid = ObjectUuid.ForCreate("facet", Key, drawn);
        Assert.Equal(uuid, ObjectUuid.ForCreate("facet", Key with { }, drawn));
        Assert.Equal(8, uuid.Version);
        IdempotencyKey[] others = [Key with { Caller = Guid.Empty }, Key with { Key = "twice" }, Key with { Path = "p" }, Key with { Index = 1 }];
        Assert.DoesNotContain(uuid, others.Select(other => ObjectUuid.ForCreate("facet", other, drawn)));
        Assert.NotEqual(uuid, ObjectUuid.ForCreate("class", Key, drawn));
        Assert.NotEqual(
            ObjectUuid.ForCreate("facet", Key with { Path = "a 1 b", Key = "c" }, drawn),
            ObjectUuid.ForCreate("facet", Key with { Path = "a", Key = "b 1 c" }, drawn));
        Assert.Equal(Drawn.Only, ObjectUuid.ForCreate("facet", null, drawn));
    }

    private static Mutation Create(string request) => Mutation(MutationKind.Create, request) with { Idempotency = Key };

    private static ValueTask Count(ref int ran)
    {
        Interlocked.Increment(ref ran);
        return default;
    }

    private sealed class Drawn : Grains.IIdentifierSource
    {
        public static readonly Guid Only = new("dddddddd-0000-4000-8000-000000000000");

        public Guid Next() => Only;
    }
}
