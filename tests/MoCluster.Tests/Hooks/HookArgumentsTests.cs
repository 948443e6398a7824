using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Hooks;
using MoCluster.Grains.Hooks;
using MoCluster.Grains.Hooks.Catalogue;

namespace MoCluster.Tests.Hooks;

/// <summary>The arguments of a raise are checked against what the hook declares.</summary>
public sealed class HookArgumentsTests
{
    public static TheoryData<string> Hooks() => [.. HookCatalogue.BuiltIn.Select(hook => hook.Name)];

    [Theory]
    [MemberData(nameof(Hooks))]
    public void Arguments_by_place_are_those_by_name(string name)
    {
        var hook = Hook(name);
        var named = HookSamples.ArgumentsOf(hook);
        var placed = JsonSerializer.SerializeToElement(hook.Arguments.Select(argument => named.GetProperty(argument.Name)));
        var (byName, byPlace) = (HookArguments.Bind(hook, named), HookArguments.Bind(hook, placed));
        Assert.True(byName.Succeeded, byName.Refusal?.Message);
        Assert.Equal(byName.Value.ToJsonString(), byPlace.Value!.ToJsonString());
        Assert.Equal(hook.Arguments.Select(argument => argument.Name), byName.Value.Select(one => one.Key));
    }

    [Theory]
    [MemberData(nameof(Hooks))]
    public void A_missing_an_unknown_and_a_wrong_argument_are_named(string name)
    {
        var hook = Hook(name);
        var given = HookSamples.ArgumentsOf(hook).EnumerateObject().ToDictionary(one => one.Name, one => one.Value);
        foreach (var argument in hook.Arguments)
        {
            var without = HookArguments.Bind(hook, JsonSerializer.SerializeToElement(given.Where(one => one.Key != argument.Name).ToDictionary()));
            Assert.Equal(argument.IsOptional || argument.IsShared, without.Succeeded);
            Refused(without, argument, argument.IsOptional || argument.IsShared);
            var wrong = HookArguments.Bind(hook, JsonSerializer.SerializeToElement(given.Select(one => (one.Key, one.Key == argument.Name ? JsonElement.Parse("17") : one.Value)).ToDictionary()));
            Refused(wrong, argument, isAllowed: false);
            var empty = HookArguments.Bind(hook, JsonSerializer.SerializeToElement(given.Select(one => (one.Key, one.Key == argument.Name ? JsonElement.Parse("null") : one.Value)).ToDictionary()));
            Refused(empty, argument, argument.IsNullable);
        }

        var more = HookArguments.Bind(hook, JsonSerializer.SerializeToElement(given.Append(new("nobody_knows", JsonElement.Parse("1"))).ToDictionary()));
        Assert.Equal("arguments.nobody_knows", more.Refusal!.Path);
        var longer = JsonSerializer.SerializeToElement(given.Values.Append(JsonElement.Parse("1")));
        Assert.Equal("arguments", HookArguments.Bind(hook, longer).Refusal!.Path);

        static void Refused(Outcome<System.Text.Json.Nodes.JsonObject> outcome, HookArgument argument, bool isAllowed)
        {
            if (!isAllowed)
                Assert.Equal($"arguments.{argument.Name}", outcome.Refusal!.Path);
        }
    }

    [Fact]
    public void A_value_is_one_of_those_that_the_hook_names()
    {
        var refusal = HookArguments.Bind(Hook("UserMenuDisplay"), JsonElement.Parse("""{"target": "side", "user": {}}""")).Refusal!;
        Assert.Equal("arguments.target", refusal.Path);
        Assert.Contains("options_menu", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_not_among_what_is_shown()
    {
        var hook = Hook("UserLogin");
        var bound = HookArguments.Bind(hook, JsonElement.Parse("""{"request": {}, "username": "u", "password": "secret"}""")).Value!;
        var shown = HookArguments.WithoutSecrets(hook, bound).ToJsonString();
        Assert.DoesNotContain("secret", shown, StringComparison.Ordinal);
        Assert.Contains("\"username\":\"u\"", shown, StringComparison.Ordinal);
        Assert.Equal("secret", bound["password"]!.GetValue<string>());
    }

    private static HookDefinition Hook(string name) => HookCatalogue.BuiltIn.Single(hook => hook.Name == name);
}
