using Microsoft.Extensions.Configuration;
using MoCluster.History.Workload;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Configuration.Keys;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Tests.Configuration;

/// <summary>The names of trigger modules in the configuration, and the keys that belong to them.</summary>
public sealed class ModuleKeysTests
{
    private const string Andeby = "customer.triggers.andeby";

    [Theory]
    [InlineData("""["customer.triggers.andeby", "A.B"]""")]
    [InlineData("customer.triggers.andeby,A.B")]
    [InlineData(" customer.triggers.andeby , A.B, A.B,, ")]
    public void Modules_are_a_JSON_list_or_separated_by_commas(string text)
    {
        Assert.Equal([Andeby, "A.B"], Settings.Read($"Triggers:Modules={text}").Get<TriggersOptions>().Modules.Values);
        Assert.Equal([Andeby, "A.B"], Settings.Read($"TRIGGER_MODULES={text}").Get<TriggersOptions>().Modules.Values);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    public void No_modules_are_an_empty_list(string text) =>
        Assert.Empty(Settings.Read($"TRIGGER_MODULES={text}").Get<TriggersOptions>().Modules.Values);

    [Theory]
    [InlineData("""["a" """, "it must be a JSON list of texts")]
    [InlineData("[1]", "it must be a JSON list of texts")]
    [InlineData("[null]", "without null")]
    public void A_broken_list_is_refused(string text, string said)
    {
        var wrong = Assert.Throws<ConfigurationException>(() => Settings.Read($"TRIGGER_MODULES={text}"));
        Assert.Contains(said, Assert.Single(wrong.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Both_names_of_the_list_at_once_are_refused() => Assert.Equal(
        ["TRIGGER_MODULES is OS2mo's name for Triggers:Modules, and both are set; remove one of them."],
        Assert.Throws<ConfigurationException>(() => Settings.Read("TRIGGER_MODULES=a", "Triggers:Modules=b")).Problems);

    [Fact]
    public void A_file_may_have_the_modules_as_an_array_and_their_settings_as_objects()
    {
        var settings = OfFile(
            """
            {
              "Triggers": {"Modules": ["customer.triggers.andeby", "Triggers.Own"], "Own": {"some": {"LIMIT": 3}}},
              "customer": {"triggers": {"andeby": {"duck_function": {"FACTOR": 2}}}},
              "customer.triggers.andeby.duck_function.NAME": "And"
            }
            """);
        Assert.Equal([Andeby, "Triggers.Own"], settings.Get<TriggersOptions>().Modules.Values);
        Assert.Equal(("2", "And"), (settings.OfModule(Andeby)["duck_function:FACTOR"], settings.OfModule(Andeby)["duck_function:NAME"]));
        Assert.Equal("3", settings.OfModule("triggers.own")["some:limit"]);
    }

    [Fact]
    public void Keys_of_modules_that_are_not_named_refuse_the_start()
    {
        var wrong = Assert.Throws<ConfigurationException>(() => OfFile(
            """{"Triggers": {"Modules": ["customer.triggers.andeby"]}, "customer": {"triggers": {"andeby": {"X": 1}, "anders": {"X": 1}}}}"""));
        Assert.StartsWith("customer:triggers:anders:X is not a setting of MoCluster, nor of a module that Triggers:Modules names.", Assert.Single(wrong.Problems), StringComparison.Ordinal);
        wrong = Assert.Throws<ConfigurationException>(() => Settings.Read(
            $"TRIGGER_MODULES={Andeby}", "customer.triggers.andebys.X=1", "Triggers:Directry=x", "customer.triggers.andeby.X=1"));
        Assert.Equal(["Triggers:Directry", "customer.triggers.andebys.X"], wrong.Problems.Select(problem => problem.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_last_source_counts_however_it_spells_the_key()
    {
        var sources = new ConfigurationBuilder()
            .AddInMemoryCollection([new("customer.triggers.andeby.duck_function.FACTOR", "1"), new("customer.triggers.andeby.A", "first")])
            .AddInMemoryCollection([new("customer:trigger:andeby:duck_function:FACTOR", "2")])
            .AddInMemoryCollection([new("CUSTOMER:TRIGGERS:ANDEBY:B", "last"), new("customer.trigger.andeby.b", "other")]).Build();
        var settings = ModuleKeys.SettingsOf("Customer.Triggers.Andeby", sources);
        Assert.Equal(("2", "first", "last"), (settings["duck_function:FACTOR"], settings["A"], settings["b"]));
        Assert.Equal(["a", "b", "duck_function"], settings.GetChildren().Select(child => child.Key.ToLowerInvariant()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_environment_may_hold_settings_of_modules_that_are_not_named()
    {
        var sources = new ConfigurationBuilder().AddInMemoryCollection([new("customer:triggers:andeby:A", "1")]).Build();
        Assert.Empty(Settings.Read(sources, CommandLine.Parse([])).Get<TriggersOptions>().Modules.Values);
    }

    private static Settings OfFile(string json)
    {
        using var folder = new TemporaryDirectory();
        var path = Path.Combine(folder.Path, "appsettings.json");
        File.WriteAllText(path, json);
        return Settings.Read(new ConfigurationBuilder().AddJsonFile(path).Build(), CommandLine.Parse([]));
    }
}
