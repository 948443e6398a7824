using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Conformance.Stores;

/// <summary>Preconditions on objects, explicit and implied, that must hold for a commit.</summary>
public sealed class ObjectPreconditionTests : StoreTests
{
    [Theory, EveryStore]
    public async Task A_registration_follows_the_current_one(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var unit = Make.Object();
        var absent = await host.RefuseAsync(Make.Commit(Make.Registration(unit, 2)));
        Assert.Equal(new Precondition.ObjectAt(unit, 1), absent.Precondition);
        await host.SucceedAsync(Make.Commit(Make.Registration(unit, 1)));
        Assert.Equal(new Precondition.ObjectAt(unit, 0), (await host.RefuseAsync(Make.Commit(Make.Registration(unit, 1)))).Precondition);
        await host.RefuseAsync(Make.Commit(Make.Registration(unit, 3)));
        await host.SucceedAsync(Make.Commit(Make.Registration(unit, 2)));
    }

    [Theory, EveryStore]
    public async Task A_version_can_be_a_precondition(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var unit = Make.Object();
        await host.SucceedAsync(Make.Asking(new Precondition.ObjectAt(unit, 0)));
        await host.SucceedAsync(Make.Commit(Make.Registration(unit, 1)));
        await host.SucceedAsync(Make.Asking(new Precondition.ObjectAt(unit, 1)));
        var refusal = await host.RefuseAsync(Make.Asking(new Precondition.ObjectAt(unit, 1), new Precondition.ObjectAt(unit, 2)));
        Assert.Equal(new Precondition.ObjectAt(unit, 2), refusal.Precondition);
        Assert.Contains("1", refusal.Found, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Of_two_commits_on_one_registration_only_the_later_is_refused(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var unit = Make.Object();
        await host.SucceedAsync(Make.Commit(Make.Registration(unit, 1)));
        var commits = Enumerable.Range(0, 30)
            .Select(i => Make.Commit(Make.Registration(unit, 2) with { Note = $"{i}" }) with { Events = [Make.Event($"{i}")] })
            .Concat(Enumerable.Range(0, 30).Select(i => Make.Commit(Make.Event("bystander"))))
            .ToArray();
        var results = await Task.WhenAll(commits.Select(commit => Task.Run(() => host.CommitAsync(commit))));

        Assert.Single(results[..30], result => result.Committed);
        Assert.All(results[30..], result => Assert.True(result.Committed));
        var events = await host.Store.ReadEventsAsync(Make.Stream, 1, 100, Cancellation);
        Assert.Equal(Enumerable.Range(1, 31).Select(number => (long)number), events.Select(record => record.Number));
    }

    [Theory, EveryStore]
    public async Task A_reference_needs_its_target_during_its_whole_interval(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        ObjectKey target = Make.Object(), source = Make.Object();
        RegistrationWrite Refer(long number, params Reference[] references) =>
            Make.Registration(source, number, Make.Years(2000)) with { References = [.. references] };

        var missing = await host.RefuseAsync(Make.Commit(Refer(1, Make.Reference(target, Make.Years(2020, 2021)))));
        Assert.Equal(new Precondition.ActiveThroughout(target, Make.Years(2020, 2021)), missing.Precondition);
        await host.SucceedAsync(Make.Commit(Make.Registration(target, 1, Make.Years(2010, 2015), Make.Years(2016, 2020))));
        await host.RefuseAsync(Make.Commit(Refer(1, Make.Reference(target, Make.Years(2010, 2016)))));
        await host.RefuseAsync(Make.Commit(Refer(1, Make.Reference(target, Make.Years(2009, 2012)))));
        await host.RefuseAsync(Make.Commit(Refer(1, Make.Reference(target, Make.Years(2014, 2017)))));
        await host.SucceedAsync(Make.Commit(Refer(1, Make.Reference(target, Make.Years(2010, 2012)))));

        // The reference is prolonged, and a second one is added.
        await host.RefuseAsync(Make.Commit(Refer(2, Make.Reference(target, Make.Years(2010, 2016)))));
        await host.RefuseAsync(Make.Commit(Refer(2, Make.Reference(target, Make.Years(2010, 2012)), Make.Reference(target, Make.Years(2020)))));
        await host.SucceedAsync(Make.Commit(
            Refer(2, Make.Reference(target, Make.Years(2010, 2015)), Make.Reference(target, Make.Years(2017, 2018)))));
    }

    [Theory, EveryStore]
    public async Task Objects_of_one_commit_may_refer_to_each_other_and_to_themselves(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        ObjectKey a = Make.Object(), b = Make.Object();
        RegistrationWrite Refer(ObjectKey source, params ObjectKey[] targets) =>
            Make.Registration(source, 1, Make.Years(2020)) with
            {
                References = [.. targets.Select(target => Make.Reference(target, Make.Years(2020)))],
            };

        await host.RefuseAsync(Make.Commit(Refer(a, b, a)));
        await host.RefuseAsync(Make.Commit(Refer(a, b, a), Make.Registration(b, 1, Make.Years(2021))));
        await host.SucceedAsync(Make.Commit(Refer(a, b, a), Refer(b, a)));
    }

    [Theory, EveryStore]
    public async Task A_referenced_object_stays_active(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        ObjectKey target = Make.Object(), source = Make.Object("person");
        await host.SucceedAsync(Make.Commit(
            Make.Registration(target, 1, Make.Years(2010)),
            Make.Registration(source, 1, Make.Years(2010)) with { References = [Make.Reference(target, Make.Years(2012, 2014))] }));

        var refusal = await host.RefuseAsync(Make.Commit(Make.Registration(target, 2, Make.Years(2010, 2013))));
        var wanted = Assert.IsType<Precondition.Unreferenced>(refusal.Precondition);
        Assert.Equal(target, wanted.Object);
        Assert.Equal([Make.Years(2013)], wanted.Intervals);
        Assert.Equal(source.ToString(), refusal.Holder);
        await host.RefuseAsync(Make.Commit(Make.Registration(target, 2)));
        await host.RefuseAsync(Make.Commit(Make.Registration(target, 2, Make.Years(2010, 2012), Make.Years(2013))));

        // An object without references may end; so may one whose reference goes in the same commit.
        await host.SucceedAsync(Make.Commit(Make.Registration(target, 2, Make.Years(2011, 2014))));
        await host.SucceedAsync(Make.Commit(
            Make.Registration(source, 2, Make.Years(2010)) with { References = [Make.Reference(target, Make.Years(2012, 2013))] },
            Make.Registration(target, 3, Make.Years(2011, 2013))));
        await host.RefuseAsync(Make.Commit(
            Make.Registration(target, 4),
            Make.Registration(Make.Object(), 1, Make.Years(2010)) with { References = [Make.Reference(target, Make.Years(2011, 2012))] }));
    }

    [Theory, EveryStore]
    public async Task A_referenced_object_stays_active_though_another_commit_would_recreate_the_referrer(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        for (var round = 0; round < 10; round++)
        {
            ObjectKey target = Make.Object(), source = Make.Object("person");
            var made = Make.Commit(
                Make.Registration(target, 1, Make.Years(2010)),
                Make.Registration(source, 1, Make.Years(2010)) with { References = [Make.Reference(target, Make.Years(2012))] });
            await host.SucceedAsync(made);

            // Handed over together, so that stores judge them as a batch: neither the refused commit nor the one before it writes the
            // referrer, and nothing else of the batch hides the reference.
            Commit[] batch =
                [Make.Commit(Make.Event()), Make.Commit(Make.Registration(source, 1, Make.Years(2010))), made, Make.Commit(Make.Registration(target, 2))];
            var results = await Task.WhenAll(batch.Select(commit => host.Begin(commit).AsTask()));
            Assert.Equal([true, false, true, false], results.Select(result => result.Committed));
            Assert.Equal(source.ToString(), results[3].Refusal!.Holder);
        }
    }

    [Theory, EveryStore]
    public async Task References_of_an_object_to_itself_do_not_keep_it_active(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var unit = Make.Object();
        await host.SucceedAsync(Make.Commit(
            Make.Registration(unit, 1, Make.Years(2020)) with { References = [Make.Reference(unit, Make.Years(2020))] }));
        await host.SucceedAsync(Make.Asking(new Precondition.Unreferenced(unit, [Validity.Always])));
        await host.SucceedAsync(Make.Commit(Make.Registration(unit, 2)));
    }

    [Theory, EveryStore]
    public async Task The_presence_and_absence_of_references_can_be_preconditions(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        ObjectKey target = Make.Object(), source = Make.Object();
        await host.RefuseAsync(Make.Asking(new Precondition.ActiveThroughout(target, Make.Years(2020, 2021))));
        await host.SucceedAsync(Make.Commit(
            Make.Registration(target, 1, Make.Years(2020)),
            Make.Registration(source, 1, Make.Years(2020)) with { References = [Make.Reference(target, Make.Years(2022, 2023))] }));
        await host.SucceedAsync(Make.Asking(
            new Precondition.ActiveThroughout(target, Make.Years(2020)),
            new Precondition.Unreferenced(target, [Make.Years(2020, 2022), Make.Years(2023)])));
        await host.RefuseAsync(Make.Asking(new Precondition.ActiveThroughout(target, Make.Years(2019))));
        var refusal = await host.RefuseAsync(Make.Asking(new Precondition.Unreferenced(target, [Make.Years(2020, 2021), Make.Years(2022)])));
        Assert.Equal(source.ToString(), refusal.Holder);

        // Both are judged after the commit's own registrations.
        var made = Make.Object();
        await host.SucceedAsync(Make.Commit(Make.Registration(made, 1, Make.Years(2020))) with
        {
            Preconditions = [new Precondition.ActiveThroughout(made, Make.Years(2021))],
        });
        await host.RefuseAsync(Make.Commit(Make.Registration(made, 2, Make.Years(2022))) with
        {
            Preconditions = [new Precondition.ActiveThroughout(made, Make.Years(2021))],
        });
        await host.SucceedAsync(Make.Commit(Make.Registration(source, 2, Make.Years(2020))) with
        {
            Preconditions = [new Precondition.Unreferenced(target, [Validity.Always])],
        });
    }

    [Theory, EveryStore]
    public async Task Preconditions_of_one_commit_on_the_references_to_an_object_do_not_hide_each_other(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var (target, source) = (Make.Object(), Make.Object());
        await host.SucceedAsync(Make.Commit(
            Make.Registration(target, 1, Make.Years(2000)),
            Make.Registration(source, 1, Make.Years(2000)) with
            {
                References = [Make.Reference(target, Make.Years(2001, 2002)), Make.Reference(target, Make.Years(2010, 2011))],
            }));
        var late = new Precondition.Unreferenced(target, [Make.Years(2010)]);
        var refusal = await host.RefuseAsync(Make.Asking(
            late, new Precondition.ReferencedOnlyBy(target, source.Type, "parent", [Make.Years(2001, 2002)], [source])));
        Assert.Equal(late.Intervals, Assert.IsType<Precondition.Unreferenced>(refusal.Precondition).Intervals);
    }

    [Theory, EveryStore]
    public async Task Being_the_only_referrer_by_a_field_can_be_a_precondition(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        ObjectKey target = Make.Object("person"), one = Make.Object("ituser"), two = Make.Object("ituser"), address = Make.Object("address");
        Precondition Only(string type, string field, Validity[] within, params ObjectKey[] sources) =>
            new Precondition.ReferencedOnlyBy(target, type, field, [.. within], [.. sources]);
        RegistrationWrite Refer(ObjectKey source, long number, params Reference[] references) =>
            Make.Registration(source, number, Make.Years(2000)) with { References = [.. references] };
        Reference By(string field, Validity within) => new(field, target, within);

        await host.SucceedAsync(Make.Asking(Only("ituser", "person", [Validity.Always])));
        await host.SucceedAsync(Make.Commit(
            Make.Registration(target, 1, Make.Years(2000)),
            Refer(one, 1, By("person", Make.Years(2010, 2012))),
            Refer(two, 1, By("person", Make.Years(2011, 2013)), By("owner", Make.Years(2020))),
            Refer(address, 1, By("person", Make.Years(2000)))));
        await host.SucceedAsync(Make.Asking(
            Only("ituser", "person", [Validity.Always], two, one),
            Only("ituser", "person", [Make.Years(2010, 2011)], one, target),
            Only("ituser", "person", [Make.Years(2000, 2010), Make.Years(2013)]),
            Only("ituser", "owner", [Make.Years(2000, 2020)]),
            Only("address", "owner", [Validity.Always]),
            Only("engagement", "person", [Validity.Always])));
        var wanted = Only("ituser", "person", [Make.Years(2000, 2001), Make.Years(2012)], one);
        var refusal = await host.RefuseAsync(Make.Asking(wanted));
        Assert.Equal((wanted, two.ToString()), (refusal.Precondition, refusal.Holder));
        await host.RefuseAsync(Make.Asking(Only("ituser", "owner", [Make.Years(2019)], one)));

        // Judged after the commit's own registrations: by what they say, and no longer by what they replace.
        var third = Make.Object("ituser");
        await host.RefuseAsync(Make.Commit(Refer(third, 1, By("person", Make.Years(2011)))) with
        {
            Preconditions = [Only("ituser", "person", [Make.Years(2011)], one, two)],
        });
        await host.SucceedAsync(Make.Commit(Refer(third, 1, By("person", Make.Years(2011))), Refer(two, 2)) with
        {
            Preconditions = [Only("ituser", "person", [Make.Years(2011)], one, third)],
        });
    }

    [Theory, EveryStore]
    public async Task Of_several_commits_that_each_require_to_be_the_only_referrer_one_succeeds(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        for (var round = 0; round < 10; round++)
        {
            var target = Make.Object("person");
            await host.SucceedAsync(Make.Commit(Make.Registration(target, 1, Make.Years(2000))));
            Commit Alone(ObjectKey source) => Make.Commit(
                Make.Registration(source, 1, Make.Years(2000)) with { References = [new Reference("person", target, Make.Years(2010))] }) with
            {
                Preconditions = [new Precondition.ReferencedOnlyBy(target, "ituser", "person", [Make.Years(2011)], [source])],
            };
            ObjectKey[] sources = [Make.Object("ituser"), Make.Object("ituser"), Make.Object("ituser")];
            var results = await Task.WhenAll(sources.Select(source => host.Begin(Alone(source)).AsTask()));
            var taken = Assert.Single(sources.Zip(results), pair => pair.Second.Committed).First;
            Assert.All(results.Where(result => !result.Committed), result => Assert.Equal(taken.ToString(), result.Refusal!.Holder));
        }
    }

    [Theory, EveryStore]
    public async Task A_unique_key_has_one_holder(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        ObjectKey a = Make.Object("person"), b = Make.Object("person");
        UniqueKey one = new("person.cpr_number", "0101010101"), two = new("person.cpr_number", "0202020202");
        RegistrationWrite Hold(ObjectKey holder, long number, params UniqueKey[] keys) =>
            Make.Registration(holder, number) with { Keys = [.. keys] };

        await host.SucceedAsync(Make.Commit(Hold(a, 1, one)));
        var refusal = await host.RefuseAsync(Make.Commit(Hold(b, 1, one)));
        Assert.Equal(new Precondition.KeyFree(one, b), refusal.Precondition);
        Assert.Equal(a.ToString(), refusal.Holder);
        await host.SucceedAsync(Make.Asking(new Precondition.KeyFree(one, a), new Precondition.KeyFree(two, b)));
        await host.RefuseAsync(Make.Asking(new Precondition.KeyFree(one, b)));
        await host.SucceedAsync(Make.Commit(Hold(b, 1, two, one with { Scope = "other" })));

        // Kept, taken over within a commit, exchanged, given up.
        await host.SucceedAsync(Make.Commit(Hold(a, 2, one)));
        await host.SucceedAsync(Make.Commit(Hold(a, 3, two), Hold(b, 2, one)));
        await host.RefuseAsync(Make.Commit(Hold(a, 4, one)));
        await host.RefuseAsync(Make.Commit(Hold(a, 4), Hold(b, 3, one, two), Hold(Make.Object("person"), 1, two)));
        await host.SucceedAsync(Make.Commit(Hold(a, 4)));
        await host.SucceedAsync(Make.Commit(Hold(b, 3, two)));
        await host.SucceedAsync(Make.Asking(new Precondition.KeyFree(one, Make.Object())));
    }
}
