using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Conformance.Stores;

/// <summary>Registrations, the rows derived from them, and how objects are found.</summary>
public sealed class ObjectTests : StoreTests
{
    [Theory, EveryStore]
    public async Task A_registration_and_its_history_are_kept(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var unit = Make.Object();
        var first = Make.Registration(unit, 1, Make.Years(2020)) with { Note = "made ✓", Actor = Guid.NewGuid() };
        var second = Make.Registration(unit, 2, Make.Years(2020, 2024), Make.Years(2025)) with { Operation = MutationKind.Terminate };
        var one = await host.SucceedAsync(Make.Commit(first));
        var begin = host.Time.Now;
        host.Time.Advance(TimeSpan.FromSeconds(1));
        var two = await host.SucceedAsync(Make.Commit(second));

        await host.ReopenAsync();
        var row = Assert.Single(await host.Store.ReadObjectsAsync([unit], Cancellation));
        Assert.NotNull(row);
        Assert.Equal((2, host.Time.Now, MutationKind.Terminate), (row.Number, row.Time, row.Operation));
        Assert.Equal(second.Presence, row.Presence);
        Assert.Equal(second.State, row.State);

        var history = await host.Store.ReadRegistrationsAsync(unit, 0, 10, Cancellation);
        Assert.Equal(
            [(1, begin, "made ✓", first.Actor), (2, host.Time.Now, null, Actor.Anonymous)],
            history.Select(each => (each.Number, each.Time, each.Note, each.Actor)));
        Assert.Equal([.. first.State, .. second.State], history.SelectMany(each => each.State));
        Assert.Equal([begin], one.RegistrationTimes);
        Assert.Equal([host.Time.Now], two.RegistrationTimes);
        Assert.Equal(2, Assert.Single(await host.Store.ReadRegistrationsAsync(unit, 1, 10, Cancellation)).Number);
        Assert.Equal(1, Assert.Single(await host.Store.ReadRegistrationsAsync(unit, 0, 1, Cancellation)).Number);
        Assert.Empty(await host.Store.ReadRegistrationsAsync(unit, long.MaxValue, 10, Cancellation));
        Assert.Equal(2, (await host.Store.ReadRegistrationsAsync(unit, long.MinValue, 10, Cancellation)).Length);
    }

    [Theory, EveryStore]
    public async Task A_history_from_elsewhere_keeps_its_numbers_times_and_actors(StoreKind kind)
    {
        const int Count = 300;
        await using var host = await StoreHost.OpenAsync(kind);
        var unit = Make.Object();
        RegistrationRow[] history = [.. Enumerable.Range(1, Count).Select(number => new RegistrationRow(
            number, Make.Year(2001).AddHours(number), Guid.NewGuid(), MutationKind.Edit, $"note {number}", [(byte)number, (byte)(number >> 8)]))];
        var write = Make.Registration(unit, Count, Make.Years(2020)) with
        {
            Time = history[^1].Time, Actor = history[^1].Actor, Operation = MutationKind.Edit, Note = history[^1].Note, State = history[^1].State,
        };
        // The first part is there before the rest comes.
        var begun = await host.SucceedAsync(Make.Commit(write with
        {
            Number = 2, Time = history[1].Time, Actor = history[1].Actor, Note = history[1].Note, State = history[1].State, Earlier = [history[0]],
        }));
        Assert.Equal([history[1].Time], begun.RegistrationTimes);
        await host.SucceedAsync(Make.Commit(write with { Earlier = [.. history[2..^1]] }));

        await host.ReopenAsync();
        Assert.Equal(history.Select(Line), (await host.Store.ReadRegistrationsAsync(unit, 0, 1000, Cancellation)).Select(Line));
        Assert.Equal(history.Skip(200).Take(50).Select(Line), (await host.Store.ReadRegistrationsAsync(unit, 200, 50, Cancellation)).Select(Line));
        var row = (await host.Store.ReadObjectsAsync([unit], Cancellation))[0]!;
        Assert.Equal((Count, history[^1].Time), (row.Number, row.Time));
        await host.SucceedAsync(Make.Commit(Make.Registration(unit, Count + 1, Make.Years(2020))));

        static string Line(RegistrationRow row) => $"{row.Number} {row.Time:O} {row.Actor} {row.Operation} {row.Note} {Convert.ToHexString(row.State.AsSpan())}";
    }

    [Theory, EveryStore]
    public async Task A_history_must_continue_the_one_in_the_store(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var unit = Make.Object();
        var row = new RegistrationRow(1, Make.Year(2001), Guid.NewGuid(), MutationKind.Create, null, [1]);
        var write = Make.Registration(unit, 2, Make.Years(2020)) with { Earlier = [row], Time = Make.Year(2002) };
        await host.SucceedAsync(Make.Commit(Make.Registration(unit, 1, Make.Years(2020))));
        await host.RefuseAsync(Make.Commit(write));
        // A time from before the current registration becomes that of the current one.
        var later = await host.SucceedAsync(Make.Commit(write with { Number = 3, Earlier = [row with { Number = 2 }] }));
        var current = (await host.Store.ReadRegistrationsAsync(unit, 0, 1, Cancellation))[0].Time;
        Assert.Equal([current], later.RegistrationTimes);
        Assert.All(await host.Store.ReadRegistrationsAsync(unit, 0, 10, Cancellation), each => Assert.Equal(current, each.Time));
        await Assert.ThrowsAsync<ArgumentException>(async () => await host.Store.CommitAsync(Make.Commit(write with { Number = 6, Earlier = [row with { Number = 4 }] })));
        await Assert.ThrowsAsync<ArgumentException>(async () => await host.Store.CommitAsync(Make.Commit(write with { Time = Make.Year(2000) })));
        await Assert.ThrowsAsync<ArgumentException>(async () => await host.Store.CommitAsync(Make.Commit(write with { Time = null })));
        await Assert.ThrowsAsync<ArgumentException>(async () => await host.Store.CommitAsync(Make.Commit(write with { Time = Make.Year(2002).AddTicks(1) })));
    }

    [Theory, EveryStore]
    public async Task A_registration_may_equal_the_one_before_it(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var (person, unit) = (Make.Object("person"), Make.Object());
        UniqueKey[] keys = [new("person.cpr_number", Guid.NewGuid().ToString())];
        var first = Make.Registration(person, 1, Make.Years(2020)) with
        {
            Keys = [.. keys], UserKeys = ["p"], References = [Make.Reference(unit, Make.Years(2021))], Due = [Make.Years(2040).From],
        };
        await host.SucceedAsync(Make.Commit(Make.Registration(unit, 1, Make.Years(2020)), first));
        await host.SucceedAsync(Make.Commit(first with { Number = 2, Operation = MutationKind.Terminate }));

        await host.ReopenAsync();
        var row = (await host.Store.ReadObjectsAsync([person], Cancellation))[0]!;
        Assert.Equal((2, MutationKind.Terminate), (row.Number, row.Operation));
        Assert.Equal(first.State, row.State);
        Assert.Equal(first.Presence, row.Presence);
        Assert.Equal(first.References, (await host.Store.ReadReferencesAsync([unit], Validity.Always, 10, Cancellation)).Select(found => found.Reference));
        Assert.Equal(new DueInstant(person, Make.Years(2040).From), Assert.Single(await host.Store.ReadDueAsync(null, DateTimeOffset.MaxValue, 10, Cancellation)));
        await host.RefuseAsync(Make.Commit(Make.Registration(Make.Object("person"), 1) with { Keys = [.. keys] }));
        Assert.Equal(2, (await host.Store.ReadRegistrationsAsync(person, 0, 10, Cancellation)).Length);
    }

    [Theory, EveryStore]
    public async Task Times_of_registrations_never_go_back(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var unit = Make.Object();
        var first = await host.SucceedAsync(Make.Commit(Make.Registration(unit, 1, Make.Years(2020))));
        host.Time.Advance(TimeSpan.FromHours(-1));
        var second = await host.SucceedAsync(Make.Commit(Make.Registration(unit, 2, Make.Years(2021)), Make.Registration(Make.Object(), 1)));
        Assert.Equal([first.RegistrationTimes[0], host.Time.Now], second.RegistrationTimes);
    }

    [Theory, EveryStore]
    public async Task A_registration_and_its_event_are_committed_together_or_not_at_all(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var unit = Make.Object();
        var commit = Make.Commit(Make.Registration(unit, 1, Make.Years(2020))) with { Events = [Make.Event("unit")] };
        await host.RefuseAsync(commit with { Preconditions = [new Precondition.ObjectAt(Make.Object(), 3)] });
        await host.SucceedAsync(commit);
        Assert.Single(await host.Store.ReadEventsAsync(Make.Stream, 1, 10, Cancellation));
        Assert.NotNull((await host.Store.ReadObjectsAsync([unit], Cancellation))[0]);
    }

    [Theory, EveryStore]
    public async Task Objects_are_read_in_the_order_asked_for(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        ObjectKey[] keys = [Make.Object(), Make.Object("person"), Make.Object()];
        await host.SucceedAsync(Make.Commit([.. keys.Select(key => Make.Registration(key, 1))]));
        var rows = await host.Store.ReadObjectsAsync([keys[2], Make.Object(), keys[0], keys[1], keys[2]], Cancellation);
        Assert.Equal([keys[2], null, keys[0], keys[1], keys[2]], rows.Select(row => row?.Object));
    }

    [Theory, EveryStore]
    public async Task Objects_of_a_type_are_listed_in_pages(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var keys = Enumerable.Range(0, 25).Select(_ => Make.Object()).Order().ToArray();
        var units = keys.Select(key => Make.Registration(key, 1, Make.Years(2020)));
        await host.SucceedAsync(Make.Commit([.. units, Make.Registration(Make.Object("person"), 1)]));
        var listed = new List<ObjectKey>();
        for (Guid? after = null; ;)
        {
            var page = await host.Store.ListObjectsAsync(new ObjectQuery("org_unit", 10, after), Cancellation);
            if (page.IsEmpty)
                break;
            listed.AddRange(page.Select(row => row.Object));
            after = listed[^1].Uuid;
        }

        Assert.Equal(keys, listed);
        var between = Make.Object();
        var rest = await host.Store.ListObjectsAsync(new ObjectQuery("org_unit", 100, between.Uuid), Cancellation);
        Assert.Equal(keys.Where(key => key > between), rest.Select(row => row.Object));
    }

    [Theory, EveryStore]
    public async Task Objects_are_listed_by_uuids_user_keys_and_presence(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        ObjectKey a = Make.Object(), b = Make.Object(), c = Make.Object();
        await host.SucceedAsync(Make.Commit(
            Make.Registration(a, 1, Make.Years(2020, 2022)) with { UserKeys = ["x", "y"] },
            Make.Registration(b, 1, Make.Years(2021)) with { UserKeys = ["y"] },
            Make.Registration(c, 1) with { UserKeys = ["z"] }));

        async Task Expect(ObjectQuery query, params ObjectKey[] expected) =>
            Assert.Equal(expected.Order(), (await host.Store.ListObjectsAsync(query, Cancellation)).Select(row => row.Object));

        var all = new ObjectQuery("org_unit", 10);
        await Expect(all, a, b, c);
        await Expect(all with { Type = "person" });
        await Expect(all with { UserKeys = ["y"] }, a, b);
        await Expect(all with { UserKeys = ["x", "z", "none"] }, a, c);
        await Expect(all with { UserKeys = [] });
        await Expect(all with { Uuids = [] });
        await Expect(all with { Uuids = [c.Uuid, a.Uuid, a.Uuid, Guid.NewGuid()] }, a, c);
        await Expect(all with { Uuids = [b.Uuid, c.Uuid], UserKeys = ["y"] }, b);
        await Expect(all with { Active = Make.Years(2019, 2020) });
        await Expect(all with { Active = Make.Years(2019, 2021) }, a);
        await Expect(all with { Active = Make.Years(2021, 2022) }, a, b);
        await Expect(all with { Active = Make.Years(2022) }, b);
        await Expect(all with { Active = Make.Years(2021), UserKeys = ["y", "z"], Limit = 1 }, new[] { a, b }.Min());

        // A registration replaces the keys of the one before.
        await host.SucceedAsync(Make.Commit(Make.Registration(a, 2, Make.Years(2020, 2022)) with { UserKeys = ["x", "w"] }));
        await Expect(all with { UserKeys = ["y"] }, b);
        await Expect(all with { UserKeys = ["w"] }, a);
    }

    [Theory, EveryStore]
    public async Task Objects_are_found_by_user_keys_that_are_uuids(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        ObjectKey a = Make.Object(), b = Make.Object();
        string own = a.Uuid.ToString("D"), upper = own.ToUpperInvariant();
        await host.SucceedAsync(Make.Commit(
            Make.Registration(a, 1) with { UserKeys = [own] },
            Make.Registration(b, 1) with { UserKeys = [own, upper] }));

        async Task Expect(string userKey, params ObjectKey[] expected)
        {
            var query = new ObjectQuery("org_unit", 10) { UserKeys = [userKey] };
            Assert.Equal(expected.Order(), (await host.Store.ListObjectsAsync(query, Cancellation)).Select(row => row.Object));
        }

        await Expect(own, a, b);
        await Expect(upper, b);
        await Expect(b.Uuid.ToString("D"));

        // Each gives up what it had, and takes what the other one has.
        await host.SucceedAsync(Make.Commit(
            Make.Registration(a, 2) with { UserKeys = [upper] },
            Make.Registration(b, 2) with { UserKeys = [b.Uuid.ToString("D")] }));
        await Expect(own);
        await Expect(upper, a);
        await Expect(b.Uuid.ToString("D"), b);
        await host.SucceedAsync(Make.Commit(Make.Registration(a, 3) with { UserKeys = [own] }));
        await Expect(own, a);
    }

    [Theory, EveryStore]
    public async Task The_referrers_of_an_object_are_found(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        ObjectKey target = Make.Object(), other = Make.Object(), source = Make.Object("person");
        await host.SucceedAsync(Make.Commit(Make.Registration(target, 1, Make.Years(2000)), Make.Registration(other, 1, Make.Years(2000))));
        Reference early = Make.Reference(target, Make.Years(2010, 2012)), late = Make.Reference(target, Make.Years(2015), "manager");
        await host.SucceedAsync(Make.Commit(Make.Registration(source, 1, Make.Years(2010)) with
        {
            References = [early, late, Make.Reference(other, Make.Years(2010))],
        }));

        async Task Expect(Validity interval, params Reference[] expected) => Assert.Equal(
            expected.Select(reference => new ReferenceRow(source, reference)),
            await host.Store.ReadReferencesAsync([target], interval, 10, Cancellation));

        await Expect(Validity.Always, early, late);
        await Expect(Make.Years(2011, 2014), early);
        await Expect(Make.Years(2012, 2015));
        Assert.Single(await host.Store.ReadReferencesAsync([target, other], Validity.Always, 1, Cancellation));
        Assert.Equal(3, (await host.Store.ReadReferencesAsync([target, other], Validity.Always, 10, Cancellation)).Length);

        await host.SucceedAsync(Make.Commit(Make.Registration(source, 2, Make.Years(2010)) with { References = [late] }));
        await Expect(Validity.Always, late);
        Assert.Empty(await host.Store.ReadReferencesAsync([other], Validity.Always, 10, Cancellation));
    }

    [Theory, EveryStore]
    public async Task Registrations_that_break_a_rule_are_rejected_with_an_exception(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var unit = Make.Object();
        await host.AssertThrowsAsync(Make.Commit(Make.Registration(unit, 1), Make.Registration(unit, 2)));
        await host.AssertThrowsAsync(Make.Commit(Make.Registration(unit, 0)));
        await host.AssertThrowsAsync(Make.Commit(Make.Registration(unit, 1, Make.Years(2022), Make.Years(2020, 2021))));
        await host.AssertThrowsAsync(Make.Commit(Make.Registration(unit, 1, Make.Years(2020, 2021), Make.Years(2021))));
        await host.AssertThrowsAsync(Make.Commit(Make.Registration(unit, 1, Make.Years(2020, 2020))));
        await host.AssertThrowsAsync(Make.Commit(Make.Registration(unit, 1) with { UserKeys = ["x", "x"] }));
        await host.AssertThrowsAsync(Make.Commit(Make.Registration(unit, 1) with { State = default }));
    }
}
