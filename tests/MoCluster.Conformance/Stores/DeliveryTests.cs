using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Deliveries;

namespace MoCluster.Conformance.Stores;

/// <summary>Deliveries of after triggers: what can be made, in which order, and what becomes of them.</summary>
public sealed class DeliveryTests : StoreTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory, EveryStore]
    public async Task A_delivery_is_written_with_its_commit_and_can_be_made_at_once(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var (registration, unit) = (Guid.NewGuid(), Make.Object());
        await host.SucceedAsync(Make.Commit(Make.Registration(unit, 1, Make.Years(2020))) with
        {
            Deliveries = [new DeliveryWrite(registration, unit, [1, 2, 3], "org_unit.create")],
        });
        var due = await DueAsync(host, registration);
        var row = Assert.Single(due.Rows);
        Assert.Equal((registration, unit, "org_unit.create", 0, false, null), (row.Registration, row.Object, row.Route, row.Attempts, row.Parked, row.Reason));
        Assert.Equal([1, 2, 3], row.Payload);
        Assert.Equal((host.Time.Now, host.Time.Now), (row.Time, row.Due));
        Assert.True(row.Number > 0);
        Assert.Null(due.Next);
    }

    [Theory, EveryStore]
    public async Task A_refused_commit_writes_no_delivery(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var registration = Guid.NewGuid();
        await host.RefuseAsync(Make.Commit(Make.Registration(Make.Object(), 2, Make.Years(2020))) with { Deliveries = [Write(registration, Make.Object())] });
        Assert.Empty((await DueAsync(host, registration)).Rows);
        Assert.Empty(await host.Store.ReadDeliveryBacklogsAsync(null, 10, Cancellation));
    }

    [Theory, EveryStore]
    public async Task A_commit_that_is_made_again_writes_its_deliveries_once(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var registration = Guid.NewGuid();
        var commit = Of(Write(registration, Make.Object()));
        await host.SucceedAsync(commit);
        await host.SucceedAsync(commit);
        Assert.Single((await DueAsync(host, registration)).Rows);
    }

    [Theory, EveryStore]
    public async Task The_deliveries_of_an_object_can_be_made_one_after_another_and_those_of_others_beside(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var (registration, one, other) = (Guid.NewGuid(), Make.Object(), Make.Object());
        foreach (var key in new[] { one, one, other, one })
            await host.SucceedAsync(Of(Write(registration, key)));
        var made = new List<DeliveryRow>();
        while ((await DueAsync(host, registration)).Rows is { IsEmpty: false } due)
        {
            Assert.Equal(made.Count < 1 ? 2 : 1, due.Length);
            var first = due.MinBy(row => row.Number)!;
            made.Add(first);
            if (due.Length == 2)
                made.Add(due.Single(row => row != first));
            await host.SucceedAsync(Changes([.. due.Select(row => new DeliveryChange.Delivered(row.Key))]));
        }

        Assert.Equal([one, other, one, one], made.Select(row => row.Object));
        var numbers = made.Where(row => row.Object == one).Select(row => row.Number).ToList();
        Assert.Equal(numbers.Order(), numbers);
        Assert.Empty(await host.Store.ReadDeliveryBacklogsAsync(null, 10, Cancellation));
    }

    [Theory, EveryStore]
    public async Task A_delivery_that_waits_for_another_attempt_holds_up_its_object_only(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var (registration, one, other) = (Guid.NewGuid(), Make.Object(), Make.Object());
        await host.SucceedAsync(Of(Write(registration, one), Write(registration, one)));
        var first = Assert.Single((await DueAsync(host, registration)).Rows);
        var later = host.Time.Now + Minute;
        await host.SucceedAsync(Changes(new DeliveryChange.Retried(first.Key, 1, later, "it answered 500")));
        await host.SucceedAsync(Of(Write(registration, one), Write(registration, other)));

        var due = await DueAsync(host, registration);
        Assert.Equal(other, Assert.Single(due.Rows).Object);
        Assert.Equal(later, due.Next);
        host.Time.Advance(Minute);
        due = await DueAsync(host, registration);
        Assert.Equal([other, one], due.Rows.Select(row => row.Object));
        Assert.Equal(first with { Attempts = 1, Due = later, Reason = "it answered 500", Payload = due.Rows[1].Payload }, due.Rows[1]);
        Assert.Null(due.Next);
    }

    [Theory, EveryStore]
    public async Task A_parked_delivery_lets_those_behind_it_pass_and_comes_first_again_when_it_is_replayed(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var (registration, unit) = (Guid.NewGuid(), Make.Object());
        await host.SucceedAsync(Of(Write(registration, unit), Write(registration, unit)));
        var first = Assert.Single((await DueAsync(host, registration)).Rows);
        await host.SucceedAsync(Changes(new DeliveryChange.Parked(first.Key, 7, "too often")));
        var second = Assert.Single((await DueAsync(host, registration)).Rows);
        Assert.True(second.Number > first.Number);
        var parked = Assert.Single(await host.Store.ListDeliveriesAsync(new DeliveryQuery(registration, true, 10), Cancellation));
        Assert.Equal((first.Key, 7, true, "too often"), (parked.Key, parked.Attempts, parked.Parked, parked.Reason));

        host.Time.Advance(Minute);
        await host.SucceedAsync(Changes(new DeliveryChange.Replayed(first.Key)));
        var again = Assert.Single((await DueAsync(host, registration)).Rows);
        Assert.Equal((first.Key, 0, host.Time.Now, false, "too often"), (again.Key, again.Attempts, again.Due, again.Parked, again.Reason));
        await host.SucceedAsync(Changes(new DeliveryChange.Delivered(first.Key)));
        Assert.Equal(second.Key, Assert.Single((await DueAsync(host, registration)).Rows).Key);
    }

    [Theory, EveryStore]
    public async Task A_change_of_a_delivery_that_is_gone_changes_nothing(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var (registration, unit) = (Guid.NewGuid(), Make.Object());
        await host.SucceedAsync(Of(Write(registration, unit)));
        var key = Assert.Single((await DueAsync(host, registration)).Rows).Key;
        await host.SucceedAsync(Changes(
            new DeliveryChange.Delivered(key with { Number = key.Number + 1 }), new DeliveryChange.Delivered(key with { Registration = Guid.NewGuid() })));
        await host.SucceedAsync(Changes(new DeliveryChange.Delivered(key with { Object = Make.Object() })));
        Assert.Single((await DueAsync(host, registration)).Rows);
        await host.SucceedAsync(Changes(new DeliveryChange.Delivered(key)));
        await host.SucceedAsync(Changes(new DeliveryChange.Retried(key, 1, host.Time.Now, "late")));
        await host.SucceedAsync(Changes(new DeliveryChange.Replayed(key)));
        await host.SucceedAsync(Changes(new DeliveryChange.Parked(key, 1, "late")));
        Assert.Equal((0, null), ((await DueAsync(host, registration)).Rows.Length, (await DueAsync(host, registration)).Next));
        Assert.Empty(await host.Store.ReadDeliveryBacklogsAsync(null, 10, Cancellation));
    }

    [Theory, EveryStore]
    public async Task A_number_is_never_given_twice(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var (registration, unit) = (Guid.NewGuid(), Make.Object());
        var last = 0L;
        for (var i = 0; i < 3; i++)
        {
            await host.SucceedAsync(Of(Write(registration, unit)));
            var row = Assert.Single((await DueAsync(host, registration)).Rows);
            Assert.True(row.Number > last);
            last = row.Number;
            await host.SucceedAsync(Changes(new DeliveryChange.Delivered(row.Key)));
            await host.ReopenAsync();
            if (kind == StoreKind.Memory)
                continue;
            Assert.Empty((await DueAsync(host, registration)).Rows);
        }
    }

    [Theory, EveryStore]
    public async Task Lists_have_pages_and_can_be_limited_to_an_object(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var (registration, one, other) = (Guid.NewGuid(), Make.Object(), Make.Object());
        await host.SucceedAsync(Of([.. Enumerable.Range(0, 9).Select(i => Write(registration, i % 3 == 0 ? other : one))]));
        await host.SucceedAsync(Of(Write(Guid.NewGuid(), one)));
        var all = await host.Store.ListDeliveriesAsync(new DeliveryQuery(registration, false, 100), Cancellation);
        Assert.Equal(9, all.Length);
        Assert.Equal(all.Select(row => row.Number).Order(), all.Select(row => row.Number));
        await host.SucceedAsync(Changes([.. all.Where(row => row.Number % 2 == 0).Select(row => new DeliveryChange.Parked(row.Key, 1, "no"))]));
        foreach (var parked in new[] { true, false })
        {
            var expected = all.Where(row => (row.Number % 2 == 0) == parked).ToList();
            var found = new List<DeliveryRow>();
            while (await host.Store.ListDeliveriesAsync(new DeliveryQuery(registration, parked, 2, found.LastOrDefault()?.Number ?? 0), Cancellation) is { IsEmpty: false } page)
                found.AddRange(page);
            Assert.Equal(expected.Select(row => row.Key), found.Select(row => row.Key));
            var ofOther = await host.Store.ListDeliveriesAsync(new DeliveryQuery(registration, parked, 100, 0, other, WithPayload: false), Cancellation);
            Assert.Equal(expected.Where(row => row.Object == other).Select(row => row.Key), ofOther.Select(row => row.Key));
            Assert.All(ofOther, row => Assert.Empty(row.Payload));
        }

        long[] wanted = [all[1].Number, all[7].Number, long.MaxValue];
        Assert.Equal(wanted[..2], (await host.Store.ReadDeliveriesAsync(registration, [.. wanted], Cancellation)).Select(row => row.Number));
        Assert.Empty(await host.Store.ReadDeliveriesAsync(Guid.NewGuid(), [.. wanted], Cancellation));
        Assert.Empty(await host.Store.ReadDeliveriesAsync(registration, [], Cancellation));
    }

    [Theory, EveryStore]
    public async Task Backlogs_count_what_is_left_by_registration(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        Guid[] registrations = [.. new[] { Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid() }.Order()];
        var (begun, unit) = (host.Time.Now, Make.Object());
        await host.SucceedAsync(Of(Write(registrations[0], unit), Write(registrations[1], unit), Write(registrations[1], unit)));
        host.Time.Advance(Minute);
        await host.SucceedAsync(Of(Write(registrations[2], unit), Write(registrations[2], Make.Object())));
        await ChangeAsync(registrations[0], row => new DeliveryChange.Parked(row.Key, 1, "no"));
        await ChangeAsync(registrations[1], row => new DeliveryChange.Retried(row.Key, 1, begun + (5 * Minute), "later"));
        await ChangeAsync(registrations[2], row => new DeliveryChange.Retried(row.Key, 1, begun + (9 * Minute), "later"));

        DeliveryBacklog[] expected =
        [
            new(registrations[0], 0, 1, null, null),
            new(registrations[1], 2, 0, begun, begun + (5 * Minute)),
            new(registrations[2], 2, 0, begun + Minute, begun + (9 * Minute)),
        ];
        Assert.Equal(expected, await host.Store.ReadDeliveryBacklogsAsync(null, 10, Cancellation));
        Assert.Equal(expected[..2], await host.Store.ReadDeliveryBacklogsAsync(null, 2, Cancellation));
        Assert.Equal(expected[2..], await host.Store.ReadDeliveryBacklogsAsync(registrations[1], 2, Cancellation));

        async Task ChangeAsync(Guid registration, Func<DeliveryRow, DeliveryChange> change) =>
            await host.SucceedAsync(Changes([.. (await DueAsync(host, registration)).Rows.Select(change)]));
    }

    [Theory, EveryStore]
    public async Task What_is_due_longest_comes_first(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var registration = Guid.NewGuid();
        ObjectKey[] units = [.. Enumerable.Range(0, 5).Select(_ => Make.Object())];
        foreach (var unit in units)
        {
            await host.SucceedAsync(Of(Write(registration, unit)));
            host.Time.Advance(Minute);
        }

        var rows = (await DueAsync(host, registration)).Rows;
        Assert.Equal(units, rows.Select(row => row.Object));
        await host.SucceedAsync(Changes(new DeliveryChange.Retried(rows[0].Key, 1, host.Time.Now, "again")));
        Assert.Equal(units[1..3], (await DueAsync(host, registration, 2)).Rows.Select(row => row.Object));
        Assert.Equal(units[0], (await DueAsync(host, registration)).Rows[^1].Object);
    }

    [Theory, EveryStore]
    public async Task A_delivery_beyond_a_limit_is_a_mistake_of_its_author(StoreKind kind)
    {
        await using var host = await StoreHost.OpenAsync(kind);
        var (registration, unit) = (Guid.NewGuid(), Make.Object());
        var key = new DeliveryKey(registration, unit, 1);
        await host.SucceedAsync(Of(Write(registration, unit) with { Payload = [.. new byte[StoreLimits.MaxDeliveryBytes]], Route = new string('r', 255) }));
        await host.AssertThrowsAsync(Of(Write(registration, unit) with { Payload = [.. new byte[StoreLimits.MaxDeliveryBytes + 1]] }));
        await host.AssertThrowsAsync(Of(Write(registration, unit) with { Route = new string('r', 256) }));
        await host.AssertThrowsAsync(Of(Write(registration, unit) with { Route = "\0" }));
        await host.AssertThrowsAsync(Of(Write(Guid.Empty, unit)));
        await host.AssertThrowsAsync(Of(Write(registration, unit) with { Payload = default }));
        await host.AssertThrowsAsync(Changes(new DeliveryChange.Parked(key, 1, new string('r', StoreLimits.MaxReasonCharacters + 1))));
        await host.AssertThrowsAsync(Changes(new DeliveryChange.Retried(key, 0, host.Time.Now, "why")));
        await host.AssertThrowsAsync(Changes(new DeliveryChange.Delivered(key), new DeliveryChange.Replayed(key)));
    }

    private static DeliveryWrite Write(Guid registration, ObjectKey key) => new(registration, key, [1]);

    private static Commit Of(params ReadOnlySpan<DeliveryWrite> deliveries) => new() { Id = Guid.NewGuid(), Deliveries = [.. deliveries] };

    private static Commit Changes(params ReadOnlySpan<DeliveryChange> changes) => new() { Id = Guid.NewGuid(), DeliveryChanges = [.. changes] };

    private static async Task<DueDeliveries> DueAsync(StoreHost host, Guid registration, int limit = 100) =>
        await host.Store.ReadDueDeliveriesAsync(registration, host.Time.Now, limit, Cancellation);
}
