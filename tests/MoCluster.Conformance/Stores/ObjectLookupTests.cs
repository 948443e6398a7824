using System.Collections.Immutable;
using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Conformance.Stores;

/// <summary>How objects are found by what refers to them and by unique keys, and how their histories are read.</summary>
public sealed class ObjectLookupTests : StoreTests
{
    [Theory, EveryStore]
    public async Task Those_who_refer_to_objects_by_a_field_are_found_in_parts_once_each(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        ObjectKey unit = Make.Object(), other = Make.Object(), person = Make.Object("person");
        ObjectKey[] sources = [.. Enumerable.Range(0, 25).Select(_ => Make.Object("engagement")).Order()];
        await host.SucceedAsync(Make.Commit([.. new[] { unit, other, person }.Select(target => Make.Registration(target, 1, Make.Years(2000)))]));
        await host.SucceedAsync(Make.Commit(
        [
            .. sources.Select((source, i) => Make.Registration(source, 1) with
            {
                References =
                [
                    Make.Reference(unit, Make.Years(2010, 2012), "org_unit"),
                    Make.Reference(unit, Make.Years(2015), "org_unit"),
                    Make.Reference(person, Make.Years(2010), "person"),
                    .. i % 5 == 0 ? [Make.Reference(other, Make.Years(2012, 2014), "org_unit")] : Array.Empty<Reference>(),
                ],
            }),
            Make.Registration(Make.Object("address"), 1) with { References = [Make.Reference(unit, Make.Years(2010), "org_unit")] },
            Make.Registration(Make.Object("engagement"), 1) with { References = [Make.Reference(unit, Make.Years(2010), "elsewhere")] },
        ]));
        await host.ReopenAsync();

        var query = new ReferrerQuery("engagement", "org_unit", "org_unit", [new(unit.Uuid)], Validity.Always, 10);
        var found = new List<Guid>();
        while (true)
        {
            var part = await host.Store.ReadReferrersAsync(query, Cancellation);
            Assert.All(part, referrer => Assert.Equal(unit.Uuid, referrer.Target));
            found.AddRange(part.Select(referrer => referrer.Source));
            if (part.Length < query.Limit)
                break;
            query = query with { Targets = [new(unit.Uuid, found[^1])] };
        }

        Assert.Equal(sources.Select(source => source.Uuid), found);

        // The limit is that of each target, and the order that of the targets.
        var both = query with { Targets = [new(other.Uuid, sources[0].Uuid), new(Guid.NewGuid()), new(unit.Uuid)], Limit = 3 };
        Assert.Equal(
            [
                .. Enumerable.Range(1, 3).Select(i => new Referrer(other.Uuid, sources[i * 5].Uuid)),
                .. sources.Take(3).Select(source => new Referrer(unit.Uuid, source.Uuid)),
            ],
            await host.Store.ReadReferrersAsync(both, Cancellation));
        Assert.Equal(3, (await host.Store.ReadReferrersAsync(both with { Interval = Make.Years(2014) }, Cancellation)).Length);
        Assert.Empty(await host.Store.ReadReferrersAsync(both with { Targets = [new(unit.Uuid)], Interval = Make.Years(2012, 2015) }, Cancellation));
        Assert.Empty(await host.Store.ReadReferrersAsync(both with { TargetType = "person" }, Cancellation));
        Assert.Empty(await host.Store.ReadReferrersAsync(both with { Targets = [] }, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await host.Store.ReadReferrersAsync(both with { Limit = StoreLimits.MaxBatch }, Cancellation));
    }

    [Theory, EveryStore]
    public async Task The_holders_of_unique_keys_are_found(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        ObjectKey a = Make.Object("person"), b = Make.Object("person");
        await host.SucceedAsync(Make.Commit(
            Make.Registration(a, 1) with { Keys = [new("person.cpr_number", "1"), new("other", "2")] },
            Make.Registration(b, 1) with { Keys = [new("person.cpr_number", "3")] }));
        await host.ReopenAsync();

        Assert.Equal([b, null, a, b], await host.Store.FindHoldersAsync("person.cpr_number", ["3", "2", "1", "3"], Cancellation));
        Assert.Empty(await host.Store.FindHoldersAsync("person.cpr_number", [], Cancellation));

        await host.SucceedAsync(Make.Commit(Make.Registration(a, 2) with { Keys = [new("person.cpr_number", "2")] }));
        Assert.Equal([null, a], await host.Store.FindHoldersAsync("person.cpr_number", ["1", "2"], Cancellation));
    }

    [Theory, EveryStore]
    public async Task Registrations_that_were_current_at_a_time_are_read_of_many_objects(StoreKind kind)
    {
        const int Long = 300;
        await using var host = await StoreHost.OpenAsync(kind);
        ObjectKey aged = Make.Object(), twice = Make.Object();
        static DateTimeOffset Hour(int number) => Make.Year(2001).AddHours(number);
        RegistrationRow[] history =
        [
            .. Enumerable.Range(1, Long).Select(number => new RegistrationRow(
                number, Hour(number), Guid.NewGuid(), MutationKind.Edit, number % 2 == 0 ? null : $"note {number}", [(byte)number])),
        ];
        await host.SucceedAsync(Make.Commit(Make.Registration(aged, Long) with
        {
            Earlier = [.. history[..^1]], Time = history[^1].Time, Actor = history[^1].Actor, Operation = MutationKind.Edit, Note = history[^1].Note, State = history[^1].State,
        }));

        // The first registration was superseded at its own instant: it was never the current one.
        await host.SucceedAsync(Make.Commit(Make.Registration(twice, 2) with
        {
            Earlier = [history[0] with { Time = Hour(7) }], Time = Hour(7),
        }));
        await host.ReopenAsync();

        async Task Expect(HistoryQuery query, params (ObjectKey Object, long Number)[] expected)
        {
            var found = await host.Store.ReadHistoriesAsync(query, Cancellation);
            Assert.Equal(expected, found.Select(row => (row.Object, row.Registration.Number)));
            foreach (var row in found.Where(row => row.Object == aged))
            {
                Assert.Equal(Line(history[row.Registration.Number - 1]), Line(row.Registration));
                Assert.Equal(row.Registration.Number == Long ? null : Hour((int)row.Registration.Number + 1), row.Until);
            }
        }

        ImmutableArray<HistoryPlace> all = [new(twice), new(Make.Object()), new(aged)];
        await Expect(HistoryQuery.At(all, Hour(1).AddTicks(-1)));
        await Expect(HistoryQuery.At(all, Hour(1)), (aged, 1));
        await Expect(HistoryQuery.At(all, Hour(7)), (twice, 2), (aged, 7));
        await Expect(HistoryQuery.At(all, Hour(8).AddTicks(-1)), (twice, 2), (aged, 7));
        await Expect(HistoryQuery.At(all, Hour(8).AddTicks(1)), (twice, 2), (aged, 8));
        await Expect(HistoryQuery.At(all, DateTimeOffset.MaxValue), (twice, 2), (aged, Long));
        await Expect(new HistoryQuery(all, Hour(7), Hour(9), 10), (twice, 2), (aged, 7), (aged, 8));
        await Expect(new HistoryQuery(all, DateTimeOffset.MinValue, Hour(8), 10), [(twice, 1), (twice, 2), .. Numbers(1, 7)]);
        await Expect(new HistoryQuery([new(aged, 200), new(twice, 2)], DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 3), [.. Numbers(201, 203)]);
        await Expect(new HistoryQuery([new(aged, 5)], Hour(140), DateTimeOffset.MaxValue, 2), [.. Numbers(140, 141)]);
        await Expect(new HistoryQuery([new(aged, Long)], DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 2));
        await Expect(new HistoryQuery([], DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 2));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await host.Store.ReadHistoriesAsync(new HistoryQuery(all, Hour(1), Hour(2), StoreLimits.MaxBatch), Cancellation));

        IEnumerable<(ObjectKey, long)> Numbers(int first, int last) =>
            Enumerable.Range(first, last - first + 1).Select(number => (aged, (long)number));

        static string Line(RegistrationRow row) => $"{row.Number} {row.Time:O} {row.Actor} {row.Operation} {row.Note} {Convert.ToHexString(row.State.AsSpan())}";
    }
}
