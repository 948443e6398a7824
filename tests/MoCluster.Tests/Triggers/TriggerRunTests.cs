using System.Text.Json;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Grains.Triggers;
using MoCluster.Modules;
using MoCluster.Modules.Samples;

namespace MoCluster.Tests.Triggers;

public sealed class TriggerRunTests
{
    private static readonly TriggerStage BeforeCreate = new(TriggerEventType.Before, "org_unit", MutationKind.Create);

    [Fact]
    public async Task Triggers_run_by_order_and_then_by_name()
    {
        var ran = new List<string>();
        var registry = Registry(triggers =>
        {
            On(triggers, "b", 1, ran);
            On(triggers, "a", 1, ran);
            On(triggers, "z", 0, ran);
        });
        Assert.Empty(await Runs.OfAsync(registry.At(BeforeCreate), Context(), true, TestContext.Current.CancellationToken));
        Assert.Equal(["z", "a", "b"], ran);
    }

    [Fact]
    public async Task Before_the_commit_the_first_refusal_ends_the_run()
    {
        var ran = new List<string>();
        var registry = Registry(triggers =>
        {
            triggers.On("a", EventType.OnBefore, "org_unit", RequestType.Create, (_, _) => throw new TriggerRefusedException("Not today."));
            On(triggers, "b", 0, ran);
        });
        var failure = Assert.Single(await Runs.OfAsync(registry.At(BeforeCreate), Context(), true, TestContext.Current.CancellationToken));
        Assert.Equal(new TriggerFailure("a", "Not today."), failure);
        Assert.Empty(ran);
    }

    [Fact]
    public async Task After_the_commit_every_trigger_runs_although_others_fail()
    {
        var ran = new List<string>();
        var registry = Registry(triggers =>
        {
            triggers.On("a", EventType.OnBefore, "org_unit", RequestType.Create, (_, _) => ValueTask.FromException(new InvalidOperationException("Broken.")));
            On(triggers, "b", 0, ran);
        });
        var failure = Assert.Single(await Runs.OfAsync(registry.At(BeforeCreate), Context(), false, TestContext.Current.CancellationToken));
        Assert.Equal(new TriggerFailure("a", "Broken."), failure);
        Assert.Equal(["b"], ran);
    }

    [Fact]
    public async Task A_trigger_that_ignores_its_budget_is_not_awaited()
    {
        using var budget = new CancellationTokenSource();
        var never = new TaskCompletionSource();
        var registry = Registry(triggers => triggers.On("slow", EventType.OnBefore, "org_unit", RequestType.Create, (_, _) =>
        {
            budget.Cancel();
            return new ValueTask(never.Task);
        }));
        var failure = Assert.Single(await Runs.OfAsync(registry.At(BeforeCreate), Context(), true, budget.Token));
        Assert.Equal("slow", failure.Trigger);
        Assert.Contains("did not end within the time", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_carries_the_details_of_its_trigger()
    {
        var registry = Registry(triggers => triggers.On("a", EventType.OnBefore, "org_unit", RequestType.Create, (_, _) =>
            throw new TriggerRefusedException("Too many.", new Dictionary<string, object?> { ["limit"] = 5, ["unit"] = "æ" })));
        var failure = Assert.Single(await Runs.OfAsync(registry.At(BeforeCreate), Context(), true, TestContext.Current.CancellationToken));
        using var details = JsonDocument.Parse(failure.Details!);
        Assert.Equal((5, "æ"), (details.RootElement.GetProperty("limit").GetInt32(), details.RootElement.GetProperty("unit").GetString()));
    }

    [Fact]
    public void Details_are_an_object_that_leaves_the_fields_of_every_error_alone()
    {
        Assert.Contains("must be a JSON object", Assert.Throws<ArgumentException>(() => new TriggerRefusedException("No.", "text")).Message, StringComparison.Ordinal);
        foreach (var taken in new[] { "error", "error_key", "status", "description" })
        {
            var refused = Assert.Throws<ArgumentException>(() => new TriggerRefusedException("No.", new Dictionary<string, int> { [taken] = 1 }));
            Assert.Contains($"'{taken}'", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_name_is_unique_within_a_stage_and_a_role_type_must_exist()
    {
        var twice = Assert.Throws<ArgumentException>(() => Registry(triggers =>
        {
            On(triggers, "a", 0, []);
            On(triggers, "a", 1, []);
        }));
        Assert.Contains("of MoCluster.Tests.Triggers.DelegateTriggerModule", twice.Message, StringComparison.Ordinal);
        Assert.Contains("Before/org_unit/Create", twice.Message, StringComparison.Ordinal);
        var unknown = Assert.Throws<ArgumentException>(() => Registry(triggers =>
            triggers.On("a", EventType.OnBefore, "duck", RequestType.Create, (_, _) => default)));
        Assert.Contains("employee", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sample_trigger_refuses_only_the_names_on_its_list()
    {
        var registry = new TriggerRegistry([new ForbiddenNames("forbidden")], ObjectCatalogue.BuiltIn);
        foreach (var kind in new[] { MutationKind.Create, MutationKind.Edit })
        {
            var at = registry.At(BeforeCreate with { Request = kind });
            var failure = Assert.Single(await Runs.OfAsync(at, Context("Forbidden"), true, TestContext.Current.CancellationToken));
            Assert.Contains("'Forbidden'", failure.Message, StringComparison.Ordinal);
            Assert.Empty(await Runs.OfAsync(at, Context("allowed"), true, TestContext.Current.CancellationToken));
        }

        Assert.Empty(registry.At(BeforeCreate with { Request = MutationKind.Terminate }));
    }

    private static void On(ITriggerRegistrar triggers, string name, int order, List<string> ran) =>
        triggers.On(name, EventType.OnBefore, "org_unit", RequestType.Create, (_, _) =>
        {
            ran.Add(name);
            return ValueTask.CompletedTask;
        }, order);

    private static TriggerRegistry Registry(Action<ITriggerRegistrar> register) => new([new DelegateTriggerModule(register)], ObjectCatalogue.BuiltIn);

    internal static TriggerContext Context(string name = "any", object? request = null) => new()
    {
        EventType = EventType.OnBefore,
        RequestType = RequestType.Create,
        RoleType = "org_unit",
        Uuid = new Guid("fb2d158f-114e-5f67-8365-2c520cf10b58"),
        Request = JsonSerializer.SerializeToElement(request ?? new { name }),
        Actor = Guid.Empty,
        Objects = new NoObjects(),
    };

    private sealed class NoObjects : ITriggerObjects
    {
        public ValueTask<TriggerObject?> ReadAsync(string type, Guid uuid, CancellationToken cancellation) => default;

        public ValueTask<TriggerObject?> ReadBeforeAsync(CancellationToken cancellation) => default;

        public ValueTask MutateAsync(string type, Guid uuid, RequestType requestType, JsonElement request, CancellationToken cancellation) =>
            throw new InvalidOperationException("Nothing here mutates.");
    }
}
