using System.Text.Json;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Grains.Triggers;
using MoCluster.Modules;
using MoCluster.Tests.Architecture;

namespace MoCluster.Tests.Triggers;

/// <summary>Triggers that are marked methods, and triggers that are registered for several stages at once.</summary>
public sealed class TriggerMethodsTests
{
    [Fact]
    public async Task Methods_of_every_form_run_by_their_order()
    {
        var module = new MarkedTriggers();
        var at = Registry(module).At(new TriggerStage(TriggerEventType.Before, "org_unit", MutationKind.Create));
        Assert.Empty(await Runs.OfAsync(at, TriggerRunTests.Context(), true, TestContext.Current.CancellationToken));
        Assert.Equal(
            ["LightWithCancellation", "Light", "AwaitedWithCancellation", "Awaited", "PlainWithCancellation", "Plain"], module.Ran);
    }

    [Fact]
    public void A_trigger_is_named_by_its_attribute_or_by_its_class_and_method()
    {
        var registry = Registry(new MarkedTriggers());
        Assert.Equal(
            ["light-and-cancellable", "MarkedTriggers.Light", "MarkedTriggers.AwaitedWithCancellation", "MarkedTriggers.Awaited", "MarkedTriggers.PlainWithCancellation"],
            Names(registry, TriggerEventType.Before, "org_unit", MutationKind.Edit));
        Assert.Equal(
            ["MarkedTriggers.Everywhere", "MarkedTriggers.LightWithCancellation"], Names(registry, TriggerEventType.After, "kle", MutationKind.Delete));
        Assert.All(
            registry.At(new TriggerStage(TriggerEventType.After, "kle", MutationKind.Delete)),
            registration => Assert.Equal("MoCluster.Tests.Triggers.MarkedTriggers", registration.Source));
    }

    [Fact]
    public void Several_role_types_and_request_types_are_their_combinations()
    {
        var registry = Registry(new MarkedTriggers());
        var stages =
            from type in ObjectCatalogue.BuiltIn.Types
            from kind in Enum.GetValues<MutationKind>()
            where Names(registry, TriggerEventType.Before, type.RoleType, kind).Contains("MarkedTriggers.Plain")
            select $"{type.RoleType} {kind}";
        Assert.Equal(["employee Create", "employee Terminate", "org_unit Create", "org_unit Terminate"], stages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_trigger_that_names_no_types_runs_for_all()
    {
        var registry = Registry(new MarkedTriggers());
        Assert.Equal(15, ObjectCatalogue.BuiltIn.Types.Length);
        foreach (var type in ObjectCatalogue.BuiltIn.Types)
        {
            Assert.All(Enum.GetValues<MutationKind>(), kind => Assert.Contains(
                "MarkedTriggers.Everywhere", Names(registry, TriggerEventType.After, type.RoleType, kind)));
        }
    }

    [Fact]
    public void Every_role_type_has_a_constant_and_routing_keys_are_accepted()
    {
        var constants = typeof(RoleType).GetFields().Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal);
        Assert.Equal(ObjectCatalogue.BuiltIn.Types.Select(type => type.RoleType).Order(StringComparer.Ordinal), constants);
        foreach (var type in ObjectCatalogue.BuiltIn.Types)
        {
            var registry = Registry(new DelegateTriggerModule(triggers => triggers.On(
                new TriggerDefinition { Name = "t", EventType = EventType.OnBefore, RoleTypes = [type.Name, type.RoleType], RequestTypes = [RequestType.Edit] },
                (_, _) => default)));
            Assert.Equal(["t"], Names(registry, TriggerEventType.Before, type.RoleType, MutationKind.Edit));
        }
    }

    [Theory]
    [InlineData(typeof(AsyncVoid), "AsyncVoid.Run cannot be a trigger")]
    [InlineData(typeof(WrongParameter), "WrongParameter.Run cannot be a trigger")]
    [InlineData(typeof(WrongAnswer), "WrongAnswer.Run cannot be a trigger")]
    [InlineData(typeof(Unmarked), "has no method with a [Trigger] attribute")]
    public void A_module_that_could_not_work_is_refused_at_the_start(Type module, string said)
    {
        var refused = Assert.Throws<ArgumentException>(() => Registry((ITriggerModule)Activator.CreateInstance(module)!));
        Assert.Contains(module.Name, refused.Message, StringComparison.Ordinal);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_context_is_the_documented_dictionary()
    {
        var context = TriggerRunTests.Context(request: new { name = "n" });
        Assert.Equal(
            """
            {"event_type":"ON_BEFORE","request":{"name":"n"},"request_type":"CREATE","role_type":"org_unit","uuid":"fb2d158f-114e-5f67-8365-2c520cf10b58","actor":"00000000-0000-0000-0000-000000000000"}
            """,
            JsonSerializer.Serialize(context.ToDictionary()));
    }

    [Fact]
    public async Task The_code_of_the_readme_is_that_of_modules_under_test()
    {
        var readme = await File.ReadAllTextAsync(Repository.PathOf("modules/README.md"), TestContext.Current.CancellationToken);
        string[] files = ["modules/template/NameTriggers.cs", "modules/Samples/Customer/Andeby.cs", "tests/MoCluster.Tests/Triggers/AuditTriggers.cs"];
        var sources = await Task.WhenAll(files.Select(file => File.ReadAllTextAsync(Repository.PathOf(file), TestContext.Current.CancellationToken)));
        var blocks = readme.Split("```csharp\n")[1..].Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)]).ToArray();
        Assert.Equal(4, blocks.Length);
        Assert.All(blocks, block => Assert.Contains(sources, source =>
            source.Contains(block, StringComparison.Ordinal) || WithoutIndent(source).Contains(block, StringComparison.Ordinal)));
    }

    /// <summary>The source as its members look outside of their class.</summary>
    private static string WithoutIndent(string source) =>
        string.Join('\n', source.Split('\n').Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line));

    private static IEnumerable<string> Names(TriggerRegistry registry, TriggerEventType type, string roleType, MutationKind kind) =>
        registry.At(new TriggerStage(type, roleType, kind)).Select(registration => registration.Name);

    private static TriggerRegistry Registry(ITriggerModule module) => new([module], ObjectCatalogue.BuiltIn);

    private sealed class AsyncVoid : ITriggerModule
    {
        [Trigger(EventType.OnBefore)]
        public static async void Run(TriggerContext trigger) => await Task.Yield();
    }

    private sealed class WrongParameter : ITriggerModule
    {
        [Trigger(EventType.OnBefore)]
        public static void Run(string trigger)
        {
        }
    }

    private sealed class WrongAnswer : ITriggerModule
    {
        [Trigger(EventType.OnBefore)]
        public static bool Run(TriggerContext trigger) => true;
    }

    private sealed class Unmarked : ITriggerModule;
}
