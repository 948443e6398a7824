using Microsoft.Extensions.Configuration;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Grains.Triggers;
using MoCluster.Modules;

namespace MoCluster.Tests.Triggers;

/// <summary>What the settings of a module do to its triggers.</summary>
public sealed class ConfiguredModuleTests
{
    [Theory]
    [InlineData("light-and-cancellable:enabled", "light-and-cancellable", false)]
    [InlineData("Plain:enabled", "MarkedTriggers.Plain", false)]
    [InlineData("MarkedTriggers:Plain:enabled", "MarkedTriggers.Plain", false)]
    [InlineData("plain:DISABLED", "MarkedTriggers.Plain", true)]
    public void A_disabled_trigger_runs_at_no_stage_and_the_others_do(string key, string trigger, bool value)
    {
        var asked = Ask(new MarkedTriggers(), (key, value ? "True" : "False"));
        Assert.Equal([trigger], asked.Disabled);
        Assert.Equal(Ask(new MarkedTriggers()).Running.Except([trigger]), asked.Running);
        Assert.Equal(Ask(new MarkedTriggers()).Running, Ask(new MarkedTriggers(), (key, value ? "False" : "True")).Running);
    }

    [Fact]
    public void A_module_sees_its_settings_and_what_is_disabled()
    {
        var seen = new List<object?>();
        Ask(
            new DelegateTriggerModule(triggers => seen.AddRange([triggers.Settings["duck:FACTOR"], triggers.IsEnabled("duck"), triggers.IsEnabled("goose")])),
            ("duck:factor", "2"), ("duck:enabled", "false"));
        Assert.Equal(["2", false, true], seen);
    }

    [Fact]
    public void A_switch_that_is_neither_true_nor_false_is_refused() => Assert.Equal(
        "MoCluster.Tests.Triggers.MarkedTriggers.Plain.enabled is 'no'; it must be true or false.",
        Assert.Throws<ArgumentException>(() => Ask(new MarkedTriggers(), ("Plain:enabled", "no"))).Message);

    [Fact]
    public void Nothing_of_a_module_that_fails_is_taken()
    {
        var registrar = new TriggerRegistrar(ObjectCatalogue.BuiltIn);
        Assert.Throws<NotSupportedException>(() => registrar.Take(new DelegateTriggerModule(triggers =>
        {
            On(triggers, "a");
            throw new NotSupportedException();
        })));
        Assert.True(new TriggerRegistry(registrar).IsEmpty);

        // Nor does its trigger take the name away from others.
        registrar.Take(new DelegateTriggerModule(triggers => On(triggers, "a")));
        Assert.Single(new TriggerRegistry(registrar).At(new TriggerStage(TriggerEventType.Before, "org_unit", MutationKind.Create)));
    }

    [Fact]
    public void A_module_cannot_register_later()
    {
        ITriggerRegistrar? kept = null;
        Ask(new DelegateTriggerModule(triggers => kept = triggers));
        Assert.Contains("after its Register ended", Assert.Throws<InvalidOperationException>(() => On(kept!, "a")).Message, StringComparison.Ordinal);
    }

    private static void On(ITriggerRegistrar triggers, string name) =>
        triggers.On(name, EventType.OnBefore, RoleType.OrgUnit, RequestType.Create, (_, _) => default);

    private static ModuleTriggers Ask(ITriggerModule module, params (string Key, string Value)[] settings) =>
        new TriggerRegistrar(ObjectCatalogue.BuiltIn).Ask(new ConfiguredModule(module, new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build()));
}
