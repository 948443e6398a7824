using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Hooks;
using MoCluster.Grains.Hooks;
using MoCluster.Grains.Hooks.Catalogue;

namespace MoCluster.Tests.Hooks;

/// <summary>Declaring, registering, unregistering and switching do what docs/hooks.md says, also in any order.</summary>
public sealed class HookRegistrationsTests
{
    private static readonly HookName Sold = new("shop", "Sold");
    private static readonly HookOptions Limits = new();

    private static readonly HookDefinition Own = new()
    {
        Namespace = "shop",
        Name = "Sold",
        Kind = HookKind.Query,
        Phase = HookPhase.During,
        Arguments = [new HookArgument { Name = "what", Kind = HookValueKind.String }],
        Result = new HookResult { Kind = HookResultKind.Strings },
        Decision = HookDecision.List,
    };

    [Fact]
    public void The_same_declaration_again_is_no_error_and_another_one_is()
    {
        var declared = RegisteredHooks.None.Declare(Own, Limits).Value!;
        Assert.Equal(1, declared.Version);
        Assert.Same(declared, declared.Declare(Own with { Description = "Other words.", Arguments = [.. Own.Arguments] }, Limits).Value);
        HookDefinition[] others =
        [
            Own with { Phase = HookPhase.After },
            Own with { Arguments = [] },
            Own with { Arguments = [Own.Arguments[0] with { IsNullable = true }] },
            Own with { Result = new HookResult { Kind = HookResultKind.Values } },
            Own with { Decision = HookDecision.Join },
        ];
        Assert.All(others, other => Assert.Equal(RefusalCode.Conflict, declared.Declare(other, Limits).Refusal!.Code));
        var builtIn = HookCatalogue.BuiltIn[0];
        Assert.Same(RegisteredHooks.None, RegisteredHooks.None.Declare(builtIn, Limits).Value);
        Assert.Equal(RefusalCode.Conflict, RegisteredHooks.None.Declare(builtIn with { Phase = HookPhase.Before }, Limits).Refusal!.Code);
    }

    [Fact]
    public void A_declaration_that_makes_no_sense_is_refused_with_its_place()
    {
        (HookDefinition Hook, string Path)[] wrong =
        [
            (Own with { Name = "" }, "name"),
            (Own with { Namespace = new string('n', 256) }, "namespace"),
            (Own with { Kind = HookKind.Notification }, "result"),
            (Own with { Decision = HookDecision.RefusedByFalse }, "decision"),
            (Own with { Result = new HookResult { Kind = HookResultKind.Tuples } }, "result.items"),
            (Own with { Arguments = [Own.Arguments[0], Own.Arguments[0]] }, "arguments.what"),
            (Own with { Arguments = [Own.Arguments[0] with { Kind = HookValueKind.Object }] }, "arguments.what"),
            (Own with { Arguments = [Own.Arguments[0] with { Kind = HookValueKind.Strings, Values = ["a"] }] }, "arguments.what"),
            (Own with { Arguments = [Own.Arguments[0] with { Kind = HookValueKind.Dictionary, IsShared = true }] }, "arguments.what"),
        ];
        Assert.All(wrong, one => Assert.Equal(one.Path, RegisteredHooks.None.Declare(one.Hook, Limits).Refusal?.Path));
    }

    [Fact]
    public void Callbacks_are_called_by_order_and_then_as_they_were_registered()
    {
        var registrations = Register(RegisteredHooks.None, ("c", 0, null), ("b", -1, null), ("a", 0, null), ("d", 1, null));
        Assert.Equal(["b", "c", "a", "d"], Live(registrations));
    }

    [Fact]
    public void There_is_a_limit_of_each()
    {
        var full = new HookOptions { MaxHooks = 1, MaxCallbacks = 1 };
        var declared = RegisteredHooks.None.Declare(Own, full).Value!;
        Assert.Contains("Hooks:MaxHooks", declared.Declare(Own with { Name = "Bought" }, full).Refusal!.Message, StringComparison.Ordinal);
        var registered = Register(declared, ("c", 0, null));
        var more = new HookSubscription { Namespace = "shop", Hook = "Sold", Callback = "d" };
        Assert.Contains("Hooks:MaxCallbacks", registered.Register(more, full).Refusal!.Message, StringComparison.Ordinal);
        Assert.Same(registered, registered.Register(more with { Callback = "c" }, full).Value);
    }

    [Fact]
    public void The_first_registration_of_a_name_stays()
    {
        var first = Register(RegisteredHooks.None, ("c", 0, "one"));
        Assert.Same(first, Register(first, ("c", 5, "two")));
    }

    [Fact]
    public void Unregistering_answers_as_Modoboa_does()
    {
        var registrations = Register(RegisteredHooks.None, ("c", 0, null));
        Assert.False(registrations.Unregister(Sold, "c").WasKnown);
        Assert.Equal(["c"], Live(registrations));
        var declared = registrations.Declare(Own, Limits).Value!;
        Assert.False(declared.Unregister(new HookName("modoboa", "AccountCreated"), "c").WasKnown);
        var (without, wasKnown) = declared.Unregister(Sold, "c");
        Assert.True(wasKnown);
        Assert.Empty(Live(without));
        Assert.True(without.Unregister(Sold, "c").WasKnown);
    }

    [Fact]
    public void An_extension_is_removed_by_its_exact_name()
    {
        var registrations = Register(RegisteredHooks.None, ("a", 0, "amavis"), ("b", 0, "amavis_callbacks"), ("amavis", 0, null), ("d", 0, "amavis"));
        var (without, removed) = registrations.UnregisterExtension("amavis");
        Assert.Equal(2, removed);
        Assert.Equal(["b", "amavis"], Live(without));
        Assert.Equal(0, without.UnregisterExtension("").Removed);
    }

    [Fact]
    public void The_callbacks_of_an_extension_that_is_off_are_skipped_and_come_back_in_their_places()
    {
        var registrations = Register(RegisteredHooks.None, ("a", 0, "x"), ("b", 0, null), ("c", 0, "x"));
        var off = registrations.Switch("x", isOn: false).Value!;
        Assert.Equal(["b"], Live(off));
        Assert.Same(off, off.Switch("x", isOn: false).Value);
        Assert.Equal(["a", "b", "c"], Live(off.Switch("x", isOn: true).Value!));
    }

    /// <summary>Random changes against a list that is kept by hand. The version tells exactly whether anything changed.</summary>
    [Fact]
    public void Any_sequence_of_changes_keeps_the_order_and_counts_what_changes()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var registrations = RegisteredHooks.None.Declare(Own, Limits).Value!;
            var model = new List<(string Callback, int Order, string? Owner)>();
            var off = new HashSet<string>();
            for (var step = 0; step < 60; step++)
            {
                var (before, name) = (registrations, $"c{random.Next(8)}");
                var owner = random.Next(3) == 0 ? null : $"x{random.Next(3)}";
                bool changes;
                switch (random.Next(5))
                {
                    case 0 or 1:
                        var order = random.Next(-1, 2);
                        changes = model.All(one => one.Callback != name);
                        if (changes)
                            model.Add((name, order, owner));
                        registrations = Register(registrations, (name, order, owner));
                        break;
                    case 2:
                        changes = model.RemoveAll(one => one.Callback == name) > 0;
                        registrations = registrations.Unregister(Sold, name).Hooks;
                        break;
                    case 3:
                        var removed = model.RemoveAll(one => one.Owner is not null && one.Owner == owner);
                        changes = removed > 0;
                        (registrations, var counted) = registrations.UnregisterExtension(owner ?? "nobody");
                        Assert.Equal(removed, counted);
                        break;
                    default:
                        var isOn = random.Next(2) == 0;
                        changes = isOn ? off.Remove(owner ?? "x9") : off.Add(owner ?? "x9");
                        registrations = registrations.Switch(owner ?? "x9", isOn).Value!;
                        break;
                }

                Assert.Equal(before.Version + (changes ? 1 : 0), registrations.Version);
                Assert.Equal(
                    model.Where(one => one.Owner is null || !off.Contains(one.Owner)).OrderBy(one => one.Order).Select(one => one.Callback), Live(registrations));
            }
        }
    }

    private static RegisteredHooks Register(RegisteredHooks registrations, params (string Callback, int Order, string? Owner)[] callbacks) => callbacks.Aggregate(
        registrations,
        (made, one) => made.Register(new HookSubscription { Namespace = "shop", Hook = "Sold", Callback = one.Callback, Order = one.Order, Owner = one.Owner }, Limits).Value!);

    private static IEnumerable<string> Live(RegisteredHooks registrations) => registrations.LiveAt(Sold).Select(one => one.Callback);
}
