using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Hooks;
using MoCluster.Grains.Hooks;
using MoCluster.Grains.Hooks.Catalogue;

namespace MoCluster.Tests.Hooks;

/// <summary>Each of the 56 hooks is raised: its right answers are combined, and its wrong ones refused with hook, callback and place (docs/hooks.md §2, §3).</summary>
public sealed class HookRaiseTests
{
    public static TheoryData<string> Hooks() => [.. HookCatalogue.BuiltIn.Select(hook => hook.Name)];

    [Fact]
    public void The_catalogue_has_the_hooks_of_Modoboa()
    {
        var hooks = HookCatalogue.BuiltIn;
        Assert.Equal((56, 26, 30), (hooks.Length, hooks.Count(hook => hook.Kind == HookKind.Query), hooks.Count(hook => hook.Kind == HookKind.Notification)));
        Assert.Equal(
            (18, 17, 21),
            (hooks.Count(hook => hook.Phase == HookPhase.Before), hooks.Count(hook => hook.Phase == HookPhase.After), hooks.Count(hook => hook.Phase == HookPhase.During)));
        Assert.Equal(56, hooks.Select(hook => hook.Name).Distinct().Count());
        Assert.All(hooks, hook => Assert.Null(HookRules.Find(hook)));
        Assert.Equal(["CanCreate", "CheckExtraAccountForm", "UserCanSetRole"], Deciding(HookDecision.RefusedByFalse));
        Assert.Equal(["PasswordChange"], Deciding(HookDecision.RefusedByTrue));
        Assert.Equal(["ImportObject"], Deciding(HookDecision.First));
        Assert.Equal(["ExtraAdminContent", "ExtraDomainImportHelp", "GetStaticContent", "TopNotifications"], Deciding(HookDecision.Join));
        Assert.Equal(["GetExtraParameters"], Deciding(HookDecision.Merge));
        Assert.Equal(["password"], hooks.SelectMany(hook => hook.Arguments).Where(argument => argument.IsSensitive).Select(argument => argument.Name));

        IEnumerable<string> Deciding(HookDecision decision) => hooks.Where(hook => hook.Decision == decision).Select(hook => hook.Name).Order(StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Hooks))]
    public async Task A_right_answer_is_taken(string name)
    {
        var hook = Hook(name);
        var outcome = await RaiseAsync(hook, HookSamples.RightAnswerOf(hook), "null", HookSamples.RightAnswerOf(hook));
        Assert.True(outcome.Succeeded, outcome.Refusal?.Message);
        Assert.Equal(hook.Decision is HookDecision.RefusedByFalse or HookDecision.RefusedByTrue, outcome.Value.IsAllowed is not null);
        Assert.Equal(hook.Kind == HookKind.Query || hook.Arguments.Any(argument => argument.IsShared), outcome.Value.Value is not null);
    }

    [Theory]
    [MemberData(nameof(Hooks))]
    public async Task Nobody_answers_and_nothing_is_refused(string name)
    {
        var outcome = await RaiseAsync(Hook(name), "null");
        Assert.True(outcome.Succeeded);
        Assert.NotEqual(false, outcome.Value.IsAllowed);
    }

    [Theory]
    [MemberData(nameof(Hooks))]
    public async Task A_wrong_answer_is_refused_with_hook_callback_and_place(string name)
    {
        var hook = Hook(name);
        Assert.NotEmpty(HookSamples.WrongAnswersOf(hook));
        foreach (var (answer, path) in HookSamples.WrongAnswersOf(hook))
        {
            var called = new List<string>();
            var outcome = await RaiseAsync(hook, [HookSamples.RightAnswerOf(hook), answer, HookSamples.RightAnswerOf(hook)], called);
            Assert.False(outcome.Succeeded, $"{name} took {answer}.");
            Assert.Equal(RefusalCode.TriggerRefused, outcome.Refusal.Code);
            Assert.Equal(path, outcome.Refusal.Path ?? "");
            Assert.StartsWith($"{name}: c1: {path}", outcome.Refusal.Message, StringComparison.Ordinal);
            Assert.Equal(["c0", "c1"], called);
        }
    }

    [Theory]
    [MemberData(nameof(Hooks))]
    public async Task A_callback_that_fails_ends_the_raise_with_its_text(string name)
    {
        var hook = Hook(name);
        var outcome = await HookRaise.RunAsync(
            hook, Live(hook, 2), Bound(hook), (_, _, _, _) => throw new InvalidOperationException("The limit is reached."), TestContext.Current.CancellationToken);
        Assert.Equal($"{name}: c0: The limit is reached.", outcome.Refusal!.Message);
        Assert.Equal("The limit is reached.", outcome.Refusal.Description);
    }

    [Theory]
    [InlineData("CanCreate", "true", "[true]", true)]
    [InlineData("CanCreate", "true", "false", false)]
    [InlineData("UserCanSetRole", "[true]", "[false]", false)]
    [InlineData("CheckExtraAccountForm", "null", "[true]", true)]
    [InlineData("PasswordChange", "[false]", "[false]", true)]
    [InlineData("PasswordChange", "[true]", "[false]", false)]
    public async Task A_deciding_hook_says_who_refuses(string name, string first, string second, bool isAllowed)
    {
        var outcome = (await RaiseAsync(Hook(name), first, second)).Value!;
        Assert.Equal(isAllowed, outcome.IsAllowed);
        var refuses = name == "PasswordChange" ? "true" : "false";
        Assert.Equal(new[] { first, second }.Index().Where(one => !isAllowed && one.Item.Contains(refuses, StringComparison.Ordinal)).Select(one => $"c{one.Index}"), outcome.RefusedBy);
    }

    [Theory]
    [InlineData("ExtraDomainFilters", """["a"]""", """["b", "c"]""", """["a","b","c"]""")]
    [InlineData("GetStaticContent", """["<a>"]""", """["<b>", "<c>"]""", "\"<a><b><c>\"")]
    [InlineData("ImportObject", "[]", """["second", "third"]""", "\"second\"")]
    [InlineData("AccountExported", "[1, null]", """["x"]""", """[1,null,"x"]""")]
    public async Task Answers_are_combined_in_the_order_of_the_callbacks(string name, string first, string second, string combined)
    {
        var value = (await RaiseAsync(Hook(name), first, second)).Value!.Value;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(combined), value), value?.ToJsonString());
    }

    [Fact]
    public async Task A_later_callback_overwrites_a_key_and_this_is_told()
    {
        var outcome = (await RaiseAsync(Hook("GetExtraParameters"), """{"a": 1, "b": 1}""", """{"b": 2, "c": 2}""")).Value!;
        Assert.Equal("""{"a":1,"b":2,"c":2}""", outcome.Value!.ToJsonString());
        Assert.Equal(["b"], outcome.Collisions);
    }

    [Fact]
    public async Task A_callback_sees_what_those_before_it_added()
    {
        var hook = Hook("FillDomainInstances");
        var seen = new List<string>();
        var outcome = await HookRaise.RunAsync(hook, Live(hook, 3), Bound(hook), Call, TestContext.Current.CancellationToken);
        Assert.Equal(["{}", """{"c0":0}""", """{"c0":0,"c1":1}"""], seen);
        Assert.Equal("""{"c0":0,"c1":1,"c2":2}""", outcome.Value!.Value!.ToJsonString());

        ValueTask<JsonElement?> Call(HookSubscription subscription, HookDefinition raised, JsonObject arguments, CancellationToken cancellation)
        {
            seen.Add(arguments["instances"]!.ToJsonString());
            return new(JsonElement.Parse($$$"""{"instances": {"{{{subscription.Callback}}}": {{{subscription.Callback[1..]}}}}}"""));
        }
    }

    private static HookDefinition Hook(string name) => HookCatalogue.BuiltIn.Single(hook => hook.Name == name);

    private static JsonObject Bound(HookDefinition hook) => HookArguments.Bind(hook, HookSamples.ArgumentsOf(hook)).Value!;

    private static ImmutableArray<HookSubscription> Live(HookDefinition hook, int callbacks) =>
        [.. Enumerable.Range(0, callbacks).Select(number => new HookSubscription { Namespace = hook.Namespace, Hook = hook.Name, Callback = $"c{number}" })];

    private static ValueTask<Outcome<HookOutcome>> RaiseAsync(HookDefinition hook, params string[] answers) => RaiseAsync(hook, answers, []);

    private static ValueTask<Outcome<HookOutcome>> RaiseAsync(HookDefinition hook, string[] answers, List<string> called) => HookRaise.RunAsync(
        hook,
        Live(hook, answers.Length),
        Bound(hook),
        (subscription, _, _, _) =>
        {
            called.Add(subscription.Callback);
            return new(JsonElement.Parse(answers[int.Parse(subscription.Callback[1..])]));
        },
        TestContext.Current.CancellationToken);
}
