using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects;
using MoCluster.Modules;
using static MoCluster.Tests.Objects.Pipeline.ObjectSimulation;

namespace MoCluster.Tests.Objects.Pipeline;

/// <summary>Triggers before and after the commit.</summary>
public sealed class TriggerPipelineTests
{
    [Fact]
    public async Task A_veto_leaves_nothing_behind_and_names_its_trigger()
    {
        var ran = 0;
        await using var world = await StartAsync(triggers =>
        {
            triggers.On("no", EventType.OnBefore, "org_unit", RequestType.Create, (_, _) =>
                throw new TriggerRefusedException("Not today.", new { day = 1 }));
            triggers.On("after", EventType.OnAfter, "org_unit", RequestType.Create, (_, _) => Count(ref ran));
        });
        var type = await world.ClassAsync();
        var commits = world.Store.Commits;
        var unit = new ObjectKey("org_unit", Guid.NewGuid());
        var refusal = await world.RefusedAsync(MutationKind.Create, unit, new { name = "n", org_unit_type = type, validity = From("2020-01-01") });
        Assert.Equal(RefusalCode.TriggerRefused, refusal.Code);
        Assert.Equal("Trigger 'no' refused: Not today.", refusal.Message);
        Assert.Equal(("Not today.", """{"day":1}"""), (refusal.Description, refusal.Details));
        Assert.Null(await world.StateAsync(unit));
        Assert.Equal((commits, 0), (world.Store.Commits, ran));
    }

    [Fact]
    public async Task Triggers_do_not_run_for_an_invalid_mutation()
    {
        var ran = 0;
        await using var world = await StartAsync(triggers => triggers.On(
            "t", EventType.OnBefore, "org_unit", RequestType.Create, (_, _) => Count(ref ran)));
        var type = await world.ClassAsync();
        await world.RefusedAsync(MutationKind.Create, new ObjectKey("org_unit", Guid.NewGuid()),
            new { name = "n", org_unit_type = type, parent = Guid.NewGuid(), validity = From("2020-01-01") });
        Assert.Equal(0, ran);
    }

    [Fact]
    public async Task Before_triggers_see_the_mutation_and_after_triggers_the_result()
    {
        TriggerContext? before = null, after = null;
        string? requested = null, result = null;
        await using var world = await StartAsync(triggers =>
        {
            triggers.On("b", EventType.OnBefore, "engagement", RequestType.Create, (context, _) =>
            {
                (before, requested) = (context, context.Request.GetProperty("org_unit").GetString());
                return default;
            });
            triggers.On("a", EventType.OnAfter, "engagement", RequestType.Create, (context, _) =>
            {
                (after, result) = (context, context.Result?.ToString());
                return default;
            });
        });
        var (person, unit) = (await world.PersonAsync(), await world.UnitAsync());
        var engagement = await world.EngagementAsync(person, unit);
        Assert.Equal((person.Uuid, unit.Uuid, engagement.Uuid), (before!.EmployeeUuid, before.OrgUnitUuid, before.Uuid));
        Assert.Equal((EventType.OnBefore, RequestType.Create, "engagement"), (before.EventType, before.RequestType, before.RoleType));
        Assert.Equal(unit.Uuid.ToString("D"), requested);
        Assert.Null(before.Result);
        Assert.Equal(EventType.OnAfter, after!.EventType);
        var read = after.ToDictionary();
        Assert.Equal(
            ["actor", "employee_uuid", "event_type", "org_unit_uuid", "request", "request_type", "result", "role_type", "uuid"],
            read.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((person.Uuid, unit.Uuid), (read["employee_uuid"].GetGuid(), read["org_unit_uuid"].GetGuid()));
        Assert.Equal(("ON_AFTER", "CREATE"), (read["event_type"].GetString(), read["request_type"].GetString()));
        Assert.Equal((result, before.Actor), (read["result"].ToString(), read["actor"].GetGuid()));
        Assert.Equal($$"""{"uuid":"{{engagement.Uuid:D}}","registration":1,"changed":true,"time":"2026-08-21T12:00:00+00:00"}""", result);
    }

    [Fact]
    public async Task A_failure_after_the_commit_is_reported_and_undoes_nothing()
    {
        await using var world = await StartAsync(triggers =>
            triggers.On("late", EventType.OnAfter, "org_unit", RequestType.Terminate, (_, _) => throw new InvalidOperationException("Broken.")));
        var unit = await world.UnitAsync();
        var result = await world.DoAsync(MutationKind.Terminate, unit, new { to = "2030-01-01" });
        Assert.Equal(new TriggerFailure("late", "Broken."), Assert.Single(result.AfterTriggerFailures));
        Assert.Equal(Samples.Winter("2030-01-01"), (await world.StateAsync(unit))!.Segments[^1].Interval.To);
    }

    [Fact]
    public async Task Triggers_run_for_a_mutation_without_a_change_too()
    {
        var ran = 0;
        await using var world = await StartAsync(triggers =>
        {
            triggers.On("b", EventType.OnBefore, "org_unit", RequestType.Edit, (_, _) => Count(ref ran));
            triggers.On("a", EventType.OnAfter, "org_unit", RequestType.Edit, (_, _) => Count(ref ran));
        });
        var unit = await world.UnitAsync();
        Assert.False((await world.DoAsync(MutationKind.Edit, unit, new { name = "Unit", validity = From("2011-01-01") })).Changed);
        Assert.Equal(2, ran);
    }

    [Fact]
    public async Task Triggerless_skips_triggers_and_never_the_log()
    {
        await using var world = await StartAsync(triggers =>
        {
            triggers.On("b", EventType.OnBefore, "facet", RequestType.Create, (_, _) => throw new TriggerRefusedException("No."));
            triggers.On("a", EventType.OnAfter, "facet", RequestType.Create, (_, _) => throw new TriggerRefusedException("No."));
        });
        var facet = new ObjectKey("facet", Guid.NewGuid());
        var create = Mutation(MutationKind.Create, new { user_key = "k", validity = From("2020-01-01") });
        Assert.False((await world.SendAsync(facet, create)).Succeeded);
        Assert.Empty((await world.SendAsync(facet, create with { Triggerless = true })).Value!.AfterTriggerFailures);
        Assert.Single(await world.EventsAsync("facet"));
    }

    [Theory]
    [InlineData(EventType.OnBefore)]
    [InlineData(EventType.OnAfter)]
    public async Task A_trigger_that_changes_its_own_object_is_refused_at_once(EventType stage)
    {
        await using var world = await StartAsync(triggers => triggers.On(
            "self", stage, "org_unit", RequestType.Edit, async (context, cancellation) =>
            await context.Objects.MutateAsync("org_unit", context.Uuid, RequestType.Edit, context.Request, cancellation)));
        var unit = await world.UnitAsync();
        var outcome = await world.SendAsync(MutationKind.Edit, unit, new { name = "n", validity = From("2020-01-01") });
        var said = stage == EventType.OnBefore ? outcome.Refusal?.Message : outcome.Value?.AfterTriggerFailures[0].Message;
        Assert.Contains("is under mutation already", said, StringComparison.Ordinal);
        Assert.Equal(stage == EventType.OnAfter, outcome.Succeeded);
    }

    [Fact]
    public async Task A_trigger_that_changes_its_own_object_through_another_is_refused()
    {
        ObjectKey person = default;
        ObjectKey unit = default;
        await using var world = await StartAsync(triggers =>
        {
            triggers.On("there", EventType.OnBefore, "org_unit", RequestType.Refresh, async (context, cancellation) =>
                await context.Objects.MutateAsync("person", person.Uuid, RequestType.Refresh, Naming(person), cancellation));
            triggers.On("back", EventType.OnBefore, "employee", RequestType.Refresh, async (context, cancellation) =>
                await context.Objects.MutateAsync("org_unit", unit.Uuid, RequestType.Refresh, Naming(unit), cancellation));
        });
        (person, unit) = (await world.PersonAsync(), await world.UnitAsync());
        var refusal = await world.RefusedAsync(MutationKind.Refresh, unit, new { uuid = unit.Uuid });
        Assert.Contains($"{unit} is under mutation already", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"({unit} → {person} → {unit})", refusal.Message, StringComparison.Ordinal);
        Assert.Single(await world.EventsAsync("person"));
    }

    [Fact]
    public async Task A_trigger_may_change_another_object()
    {
        ObjectKey facet = default;
        await using var world = await StartAsync(triggers => triggers.On(
            "other", EventType.OnAfter, "org_unit", RequestType.Refresh, async (context, cancellation) =>
            await context.Objects.MutateAsync("facet", facet.Uuid, RequestType.Refresh, Naming(facet), cancellation)));
        facet = await world.CreateAsync("facet", new { user_key = "k", validity = From("2020-01-01") });
        var unit = await world.UnitAsync();
        Assert.Empty((await world.DoAsync(MutationKind.Refresh, unit, new { })).AfterTriggerFailures);
        Assert.Equal(facet.Uuid.ToString("D"), (await world.EventsAsync("facet"))[^1].Subject);
    }

    [Fact]
    public async Task Triggers_share_one_budget()
    {
        var began = new TaskCompletionSource();
        await using var world = await StartAsync(
            triggers =>
            {
                triggers.On("quick", EventType.OnBefore, "org_unit", RequestType.Refresh, (_, _) => default, order: 0);
                triggers.On("slow", EventType.OnBefore, "org_unit", RequestType.Refresh, async (_, cancellation) =>
                {
                    began.SetResult();
                    await Task.Delay(Timeout.Infinite, cancellation);
                }, order: 1);
            },
            new ObjectOptions { TriggerBudget = TimeSpan.FromSeconds(5) });
        var unit = await world.UnitAsync();
        var refresh = world.SendAsync(MutationKind.Refresh, unit, new { });
        await began.Task.WaitAsync(Cancellation);
        world.Time.Advance(TimeSpan.FromSeconds(5));
        var outcome = await refresh;
        Assert.Equal(RefusalCode.TriggerRefused, outcome.Refusal?.Code);
        Assert.Contains("'slow'", outcome.Refusal!.Message, StringComparison.Ordinal);
        Assert.Contains("did not end within the time", outcome.Refusal.Message, StringComparison.Ordinal);
        Assert.Single(await world.EventsAsync("org_unit"));
    }

    [Fact]
    public async Task After_the_deadline_nothing_commits()
    {
        FakeTimeProvider? time = null;
        await using var world = await StartAsync(triggers => triggers.On("slow", EventType.OnBefore, "org_unit", RequestType.Refresh, (_, _) =>
        {
            // The trigger answers, but too late: the clock has gone on.
            time?.Advance(TimeSpan.FromSeconds(2));
            return default;
        }));
        var unit = await world.UnitAsync();
        time = world.Time;
        var commits = world.Store.Commits;
        var refresh = Mutation(MutationKind.Refresh, new { }) with { Deadline = time.GetUtcNow().AddSeconds(1) };
        Assert.Equal((RefusalCode.DeadlineExceeded, true), Told(await world.SendAsync(unit, refresh)));
        Assert.Equal((RefusalCode.DeadlineExceeded, true), Told(await world.SendAsync(unit, refresh)));
        Assert.Equal(commits, world.Store.Commits);
        Assert.True((await world.SendAsync(unit, refresh with { Deadline = time.GetUtcNow().AddSeconds(3) })).Succeeded);

        static (string?, bool?) Told(Outcome<MutationResult> outcome) => (outcome.Refusal?.Code, outcome.Refusal?.Retriable);
    }

    /// <summary>A request that names an object and has no other field.</summary>
    private static JsonElement Naming(ObjectKey key) => JsonSerializer.SerializeToElement(new { uuid = key.Uuid });

    private static ValueTask Count(ref int ran)
    {
        Interlocked.Increment(ref ran);
        return default;
    }
}
