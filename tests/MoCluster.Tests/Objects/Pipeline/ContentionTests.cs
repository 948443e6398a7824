using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Modules;
using static MoCluster.Tests.Objects.Pipeline.ObjectSimulation;

namespace MoCluster.Tests.Objects.Pipeline;

/// <summary>Another change or a failure comes between what a grain read and its commit.</summary>
public sealed class ContentionTests
{
    [Fact]
    public async Task A_conflicting_change_reruns_the_whole_pipeline()
    {
        var asked = 0;
        await using var world = await StartAsync(triggers => triggers.On("t", EventType.OnBefore, "org_unit", RequestType.Edit, (_, _) =>
        {
            Interlocked.Increment(ref asked);
            return default;
        }), twice: true);
        var unit = await world.UnitAsync();
        Between(world, () => world.SendAsync(unit, Edit("theirs", "2020-01-01", "2021-01-01"), world.Elsewhere));
        Assert.Equal(3, (await world.SendAsync(unit, Edit("ours", "2022-01-01", "2023-01-01"))).Value?.Registration);
        Assert.Equal(["Unit", "theirs", "Unit", "ours", "Unit"], (await world.StateAsync(unit))!.Segments.Select(Name));
        // The other change, this one refused, and this one again.
        Assert.Equal(3, asked);
        Assert.Equal(3, (await world.EventsAsync("org_unit")).Length);
    }

    [Fact]
    public async Task The_pipeline_runs_three_times_at_most()
    {
        await using var world = await StartAsync(twice: true);
        var unit = await world.UnitAsync();
        var (runs, ours) = (0, false);
        world.Store.Before = async (_, commit) =>
        {
            if (!Volatile.Read(ref ours))
                return;
            Volatile.Write(ref ours, false);
            runs++;
            Assert.True((await world.SendAsync(unit, Edit($"theirs {runs}", "2020-01-01"), world.Elsewhere)).Succeeded);
            Volatile.Write(ref ours, true);
        };
        ours = true;
        var refusal = (await world.SendAsync(unit, Edit("ours", "2020-01-01"))).Refusal;
        ours = false;
        Assert.Equal((RefusalCode.Contended, true), (refusal?.Code, refusal?.Retriable));
        Assert.Equal(4, runs);
        Assert.Equal(["Unit", "theirs 4"], (await world.StateAsync(unit))!.Segments.Select(Name));
    }

    [Fact]
    public async Task An_activation_does_not_read_again_what_it_committed_itself()
    {
        await using var world = await StartAsync();
        var unit = await world.UnitAsync();
        world.Store.Read.Clear();
        for (var i = 0; i < 3; i++)
            Assert.Equal(2 + i, (await world.SendAsync(unit, Edit($"ours {i}", "2020-01-01"))).Value?.Registration);
        Assert.DoesNotContain(unit, world.Store.Read);
        Assert.Equal(["Unit", "ours 2"], (await world.StateAsync(unit))!.Segments.Select(Name));
    }

    [Fact]
    public async Task A_remembered_state_decides_nothing_after_another_silo_wrote()
    {
        var (asked, forbidden) = (0, "none");
        await using var world = await StartAsync(triggers => triggers.On("t", EventType.OnBefore, "org_unit", RequestType.Edit, (_, _) =>
            Interlocked.Increment(ref asked) == 1 && forbidden == "once" ? throw new TriggerRefusedException("Not now.") : default), twice: true);
        var unit = await world.UnitAsync();
        Task<Outcome<MutationResult>> Theirs(string name) => world.SendAsync(unit, Edit(name, "2020-01-01"), world.Elsewhere);

        // That nothing would change.
        Assert.Equal(2, (await world.SendAsync(unit, Edit("ours", "2020-01-01"))).Value?.Registration);
        Assert.Equal(3, (await Theirs("theirs")).Value?.Registration);
        Assert.Equal((4, true), (await world.SendAsync(unit, Edit("ours", "2020-01-01"))).Value is { } changed ? (changed.Registration, changed.Changed) : default);

        // That a trigger refused: it saw a state that is no longer current.
        Assert.True((await Theirs("theirs")).Succeeded);
        (asked, forbidden) = (0, "once");
        Assert.Equal(6, (await world.SendAsync(unit, Edit("again ours", "2020-01-01"))).Value?.Registration);
        forbidden = "none";

        // That the object was deleted.
        await world.DoAsync(MutationKind.Delete, unit, new { uuid = unit.Uuid });
        Assert.StartsWith("There is no org_unit", (await world.SendAsync(unit, Edit("ours", "2020-01-01"))).Refusal?.Message, StringComparison.Ordinal);
        var type = await world.ClassAsync();
        var again = Mutation(MutationKind.Create, new { name = "theirs", org_unit_type = type, validity = From("2000-01-01") });
        Assert.Equal(8, (await world.SendAsync(unit, again, world.Elsewhere)).Value?.Registration);
        Assert.Equal(9, (await world.SendAsync(unit, Edit("ours", "2020-01-01"))).Value?.Registration);
        Assert.Equal(["theirs", "ours"], (await world.StateAsync(unit))!.Segments.Select(Name));
    }

    [Fact]
    public async Task Two_concurrent_moves_cannot_close_a_cycle()
    {
        await using var world = await StartAsync();
        var (a, b, c) = (await world.UnitAsync(), await world.UnitAsync(), await world.UnitAsync());
        Assert.True((await world.MoveAsync(b, c)).Succeeded);
        // While a moves below b, which is below c, c moves below a.
        Between(world, () => world.MoveAsync(c, a));
        Assert.Equal("V_ORG_UNIT_MOVE_TO_CHILD", (await world.MoveAsync(a, b)).Refusal?.Code);
        Assert.Single((await world.StateAsync(a))!.Segments);
    }

    [Fact]
    public async Task A_concurrent_end_of_a_target_is_noticed()
    {
        await using var world = await StartAsync();
        var (parent, unit) = (await world.UnitAsync(), await world.UnitAsync());
        Between(world, () => world.SendAsync(MutationKind.Terminate, parent, new { to = "2030-01-01" }));
        var refusal = (await world.MoveAsync(unit, parent)).Refusal;
        Assert.Equal("V_DATE_OUTSIDE_ORG_UNIT_RANGE", refusal?.Code);
        Assert.Contains("only within [2000-01-01, 2030-01-01)", refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_concurrent_reference_to_an_ending_object_is_noticed()
    {
        await using var world = await StartAsync();
        var (parent, unit) = (await world.UnitAsync(), await world.UnitAsync());
        Between(world, () => world.MoveAsync(unit, parent));
        var outcome = await world.SendAsync(MutationKind.Terminate, parent, new { to = "2030-01-01" });
        Assert.Equal("V_TERMINATE_UNIT_WITH_CHILDREN", outcome.Refusal?.Code);
        Assert.Equal(DateTimeOffset.MaxValue, (await world.StateAsync(parent))!.Segments[^1].Interval.To);
    }

    [Fact]
    public async Task An_unknown_outcome_is_reported_and_ends_the_activation()
    {
        await using var world = await StartAsync();
        var unit = await world.UnitAsync();
        var committing = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        world.Store.After = async _ =>
        {
            world.Store.After = _ => Task.CompletedTask;
            committing.SetResult();
            await release.Task;
            throw new CommitOutcomeUnknownException("The line went dead.");
        };
        var key = new IdempotencyKey(Guid.NewGuid(), "k", "p");
        var first = world.SendAsync(unit, Edit("first", "2020-01-01") with { Idempotency = key });
        await committing.Task.WaitAsync(Cancellation);
        var waiting = world.SendAsync(unit, Edit("second", "2021-01-01"));
        await world.BeenReceivedAsync(unit);
        release.SetResult();
        foreach (var outcome in new[] { await first, await waiting })
            Assert.Equal((RefusalCode.Superseded, true), (outcome.Refusal?.Code, outcome.Refusal?.Retriable));
        // The idempotency key finds out on a new activation that the mutation was committed.
        var again = await world.SendAsync(unit, Edit("first", "2020-01-01") with { Idempotency = key });
        Assert.Equal((2, true), (again.Value!.Registration, again.Value.Changed));
        Assert.Equal(2, (await world.RegistrationsAsync(unit)).Length);
    }

    [Fact]
    public async Task A_store_that_accepts_no_commit_refuses_and_nothing_is_lost()
    {
        await using var world = await StartAsync();
        var unit = await world.UnitAsync();
        world.Store.Before = (_, _) => throw new StoreUnavailableException("The queue of commits is full.");
        var refusal = (await world.SendAsync(unit, Edit("n", "2020-01-01"))).Refusal;
        Assert.Equal((RefusalCode.Overloaded, true), (refusal?.Code, refusal?.Retriable));
        Assert.Contains("The queue of commits is full.", refusal!.Message, StringComparison.Ordinal);
        world.Store.Before = (_, _) => Task.CompletedTask;
        Assert.True((await world.SendAsync(unit, Edit("n", "2020-01-01"))).Succeeded);
    }

    [Fact]
    public async Task Mutations_of_one_object_run_one_at_a_time_in_order_and_a_limited_number_waits()
    {
        var release = new TaskCompletionSource();
        var ran = new List<string>();
        var inside = 0;
        await using var world = await StartAsync(
            triggers => triggers.On("gate", EventType.OnBefore, "org_unit", RequestType.Edit, async (context, _) =>
            {
                Assert.Equal(1, Interlocked.Increment(ref inside));
                ran.Add(context.Request.GetProperty("name").GetString()!);
                await release.Task;
                Interlocked.Decrement(ref inside);
            }),
            new ObjectOptions { QueueLimit = 2 });
        var unit = await world.UnitAsync();
        var sent = new List<Task<Outcome<MutationResult>>>();
        foreach (var name in new[] { "a", "b", "c" })
        {
            sent.Add(world.SendAsync(unit, Edit(name, "2020-01-01")));
            await world.BeenReceivedAsync(unit);
        }
        Assert.Equal((RefusalCode.Overloaded, true), Told(await world.SendAsync(unit, Edit("d", "2020-01-01"))));
        release.SetResult();
        Assert.All(await Task.WhenAll(sent), outcome => Assert.True(outcome.Succeeded, outcome.Refusal?.ToString()));
        Assert.Equal(["a", "b", "c"], ran);
        Assert.Equal("c", Name((await world.StateAsync(unit))!.Segments[^1]));

        static (string?, bool?) Told(Outcome<MutationResult> outcome) => (outcome.Refusal?.Code, outcome.Refusal?.Retriable);
    }

    [Fact]
    public async Task A_waiting_mutation_ends_with_its_deadline_or_its_callers_cancellation()
    {
        var release = new TaskCompletionSource();
        await using var world = await StartAsync(triggers => triggers.On(
            "gate", EventType.OnBefore, "org_unit", RequestType.Edit, async (_, _) => await release.Task));
        var unit = await world.UnitAsync();
        var first = world.SendAsync(unit, Edit("a", "2020-01-01"));
        await world.BeenReceivedAsync(unit);
        using var caller = new CancellationTokenSource();
        var hasty = world.SendAsync(unit, Edit("b", "2020-01-01") with { Deadline = world.Time.GetUtcNow().AddSeconds(1) });
        var gone = world.Grains.GetGrain<IObjectGrain>(unit.ToString()).MutateAsync(Edit("c", "2020-01-01"), caller.Token);
        await world.BeenReceivedAsync(unit);
        world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(RefusalCode.DeadlineExceeded, (await hasty).Refusal?.Code);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        release.SetResult();
        Assert.True((await first).Succeeded);
        Assert.True((await world.SendAsync(unit, Edit("d", "2020-01-01"))).Succeeded);
        Assert.Equal(3, (await world.RegistrationsAsync(unit)).Length);
    }

    private static Mutation Edit(string name, string from, string? to = null) =>
        Mutation(MutationKind.Edit, new { name, validity = From(from, to) });

    private static string Name(Segment segment) => segment.Values[segment.Values.Type["name"]]!.Canonical;

    /// <summary>Makes another mutation before the next commit, and asserts that it succeeded.</summary>
    private static void Between(ObjectSimulation world, Func<Task<Outcome<MutationResult>>> other) => world.Store.Before = async (_, _) =>
    {
        world.Store.Before = (_, _) => Task.CompletedTask;
        var outcome = await other();
        Assert.True(outcome.Succeeded, outcome.Refusal?.ToString());
    };
}
