using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using MoCluster.Grains;
using MoCluster.History.Workload;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Configuration.Keys;

namespace MoCluster.Tests.Configuration;

/// <summary>Settings that were renamed, under their former keys.</summary>
public sealed class RenamedKeyTests
{
    private static readonly ImmutableArray<SettingsSection> Sections = [SettingsSection.Of<Options>("Parts")];

    [Fact]
    public void A_former_key_sets_the_setting_with_a_warning_that_names_the_new_key()
    {
        var given = Read("parts:WHEELS=4");
        Assert.Empty(given.Problems);
        Assert.Equal(new KeyValuePair<string, string?>("Parts:Axles", "4"), Assert.Single(given.Values));
        var renamed = Assert.Single(given.Renamed);
        Assert.Equal(new RenamedKey("parts:WHEELS", "Parts:Axles"), renamed);
        Assert.Equal(
            "parts:WHEELS is now called Parts:Axles; this version still accepts the former key, the next one refuses it", renamed.Notice);
    }

    [Fact]
    public void The_new_key_causes_no_warning()
    {
        var given = Read("Parts:Axles=4");
        Assert.Empty(given.Problems);
        Assert.Empty(given.Renamed);
        Assert.Equal("4", Assert.Single(given.Values).Value);
    }

    [Fact]
    public void Both_keys_at_once_are_refused() => Assert.Equal(
        "Parts:Wheels is now called Parts:Axles, and both are set; remove Parts:Wheels.", Assert.Single(Read("Parts:Axles=4", "Parts:Wheels=4").Problems));

    [Fact]
    public void An_unreadable_value_is_reported_with_the_given_key() => Assert.Equal(
        "Parts:Wheels, now called Parts:Axles, is 'x'; it must be a whole number from 1 to 8.", Assert.Single(Read("Parts:Wheels=x").Problems));

    [Fact]
    public void A_value_out_of_range_is_reported_with_the_given_key() => Assert.Equal(
        "Parts:Wheels, now called Parts:Axles, is '9'; it must be a whole number from 1 to 8.",
        Read("Parts:Wheels=9").NameAsGiven(Sections[0].Settings[0].Refuse("9")));

    [Fact]
    public void Every_setting_that_was_renamed_is_read_under_its_former_key() => Assert.All(
        SettingsTable.Sections.SelectMany(section => section.Settings, (section, setting) => (section, setting)).Where(pair => pair.setting.FormerKey is not null),
        pair =>
        {
            var usual = pair.setting.Of(Activator.CreateInstance(pair.section.Type)!);
            var settings = Settings.Read($"{pair.setting.FormerKey}={usual}");
            Assert.Equal(new RenamedKey(pair.setting.FormerKey!, pair.setting.Key), Assert.Single(settings.Renamed));
            Assert.Equal(usual, settings.Values[pair.setting.Key]);
        });

    [Fact]
    public async Task A_former_key_is_warned_of_once_at_start()
    {
        var renamed = SettingsTable.Sections
            .SelectMany(section => section.Settings, (section, setting) => (setting, Usual: setting.Of(Activator.CreateInstance(section.Type)!)))
            .FirstOrDefault(pair => pair.setting.FormerKey is not null);
        Assert.SkipWhen(renamed.setting is null, "No setting was renamed in this version.");
        await using var run = await SiloRun.StartAsync(null, $"{renamed.setting.FormerKey}={renamed.Usual}");
        await run.StopAsync();
        Assert.Single(run.Log.Split('\n'), line => line.Contains(
            $"warn: MoCluster.Silo[14] {renamed.setting.FormerKey} is now called {renamed.setting.Key}; ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_former_key_is_never_the_key_of_another_setting()
    {
        var settings = SettingsTable.Sections.SelectMany(section => section.Settings).ToArray();
        Assert.Empty(settings.Select(setting => setting.FormerKey).Intersect(settings.Select(setting => setting.Key), StringComparer.OrdinalIgnoreCase));
    }

    private static GivenSettings Read(params string[] arguments) =>
        GivenSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(CommandLine.Parse(arguments).Values).Build(), Sections, ModuleKeys.None);

    private sealed record Options
    {
        [Range(1, 8)]
        [RenamedFrom("Wheels")]
        public int Axles { get; init; } = 2;
    }
}
