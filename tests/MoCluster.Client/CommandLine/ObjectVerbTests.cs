using MoCluster.Cli.Invocation;
using MoCluster.Cli.Objects;
using MoCluster.Client.Tests.Fixtures;
using MoCluster.Client.Tests.Objects;

namespace MoCluster.Client.Tests.CommandLine;

/// <summary>Objects can be looked at, brought in and taken out from a terminal.</summary>
public sealed class ObjectVerbTests(ClientSilo silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Objects_of_every_type_can_be_found()
    {
        using var tool = await ToolAsync();
        await using var mo = await silo.ConnectAsync();
        Assert.Equal(mo.Objects.Types.Order(StringComparer.Ordinal), ObjectTypes.Names.Order(StringComparer.Ordinal));
        var organisation = await Organisation.OfAsync(silo);
        foreach (var type in ObjectTypes.Names)
        {
            var found = await tool.RunAsync("objects", "find", type, "--limit", "2", "--json");
            Assert.True(found.ExitCode is ExitCode.Done or ExitCode.Nothing, found.Errors);
            foreach (var one in found.Objects)
            {
                Assert.True(one.GetProperty("uuid").TryGetGuid(out _));
                Assert.NotEmpty(one.GetProperty("user_key").GetString()!);
            }
        }

        var units = (await tool.RunAsync("objects", "find", "org_unit", "--query", "library", "--json")).Done().Objects;
        Assert.Contains(organisation.Unit, units.Select(unit => unit.GetProperty("uuid").GetGuid()));
        Assert.Contains(organisation.Class, units.Select(unit => unit.GetProperty("org_unit_type").GetGuid()));
    }

    [Fact]
    public async Task An_object_is_shown_as_it_is_was_known_and_became()
    {
        await using var mo = await silo.ConnectAsync();
        var unit = (await mo.Objects.OrgUnits.CreateAsync(
            new OrgUnitCreate { Name = "Music", OrgUnitTypeUuid = (await Organisation.OfAsync(silo)).Class, Validity = new Validity(new DateOnly(2020, 1, 1)) },
            cancellationToken: Cancellation)).Uuid;
        await mo.Objects.OrgUnits.UpdateAsync(new OrgUnitUpdate { Uuid = unit, Name = "Films", Validity = new Validity(new DateOnly(2022, 1, 1)) }, cancellationToken: Cancellation);
        using var tool = await ToolAsync();
        Assert.Equal("Films", await NameAsync());
        Assert.Equal("Music", await NameAsync("--on", "2021-12-31"));
        var always = (await tool.RunAsync("objects", "get", "org_unit", $"{unit}", "--always", "--json")).Done().Objects;
        Assert.Equal([("Music", "2022-01-01"), ("Films", null)], always.Select(one => (one.GetProperty("name").GetString(), one.GetProperty("to").GetString())));
        var history = (await tool.RunAsync("objects", "history", "org_unit", $"{unit}", "--json")).Done().Objects;
        Assert.Equal([("CREATE", 1), ("EDIT", 2)], history.Select(one => (one.GetProperty("operation").GetString(), one.GetProperty("validities").GetArrayLength())));
        var before = history[0].GetProperty("start").GetString()!;
        Assert.Equal("Music", await NameAsync("--known-at", before));
        Assert.Equal(ExitCode.Nothing, (await tool.RunAsync("objects", "get", "org_unit", $"{unit}", "--on", "2019-12-31")).ExitCode);
        Assert.Equal(ExitCode.Nothing, (await tool.RunAsync("objects", "history", "person", $"{unit}")).ExitCode);
        Assert.Equal(ExitCode.Usage, (await tool.RunAsync("objects", "get", "unit", $"{unit}")).ExitCode);

        async Task<string?> NameAsync(params string[] time) =>
            (await tool.RunAsync(["objects", "get", "org_unit", $"{unit}", .. time, "--json"])).Done().Objects[0].GetProperty("name").GetString();
    }

    [Fact]
    public async Task A_file_is_imported_and_its_refused_lines_are_told()
    {
        var lines = new ImportFile(facets: 20);
        using var tool = await ToolAsync();
        var file = Path.Combine(tool.Folder, "facets.jsonl");
        await File.WriteAllLinesAsync(file, lines.Lines, Cancellation);
        var answer = await tool.RunAsync("import", file, "--id", $"of-{Guid.NewGuid():N}", "--json");
        Assert.Equal((ExitCode.Refused, 2), (answer.ExitCode, answer.Objects.Length));
        Assert.Equal(lines.RefusedLine, answer.Objects[0].GetProperty("line").GetInt64());
        var done = answer.Objects[1];
        Assert.Equal((21, 20, 1), (done.GetProperty("read").GetInt32(), done.GetProperty("created").GetInt32(), done.GetProperty("failed").GetInt32()));

        lines.Lines.RemoveAt((int)lines.RefusedLine - 1);
        var again = (await tool.RunAsync(string.Join('\n', lines.Lines), ["import", "-", "--json"])).Done();
        Assert.Equal(20, again.Objects[0].GetProperty("unchanged").GetInt32());
        Assert.Equal(ExitCode.Refused, (await tool.RunAsync("import", Path.Combine(tool.Folder, "no-such.jsonl"))).ExitCode);
    }

    [Fact]
    public async Task An_export_is_a_whole_file_or_lines_and_can_be_imported()
    {
        await Organisation.OfAsync(silo);
        using var tool = await ToolAsync();
        var file = Path.Combine(tool.Folder, "all.jsonl");
        var count = (await tool.RunAsync("export", file, "--type", "itsystem", "--type", "ituser", "--json")).Done().Objects[0].GetProperty("objects").GetInt32();
        Assert.Equal(count, (await File.ReadAllLinesAsync(file, Cancellation)).Length);
        Assert.Equal([file], Directory.GetFiles(tool.Folder));
        var lines = (await tool.RunAsync("export", "--type", "itsystem")).Done().Objects;
        Assert.All(lines, line => Assert.Equal("itsystem", line.GetProperty("type").GetString()));
        (await tool.RunAsync("import", file, "--dry-run")).Done();
    }

    [Fact]
    public async Task A_terminal_shows_how_far_it_is()
    {
        using var tool = await ToolAsync();
        tool.Width = 60;
        var file = Path.Combine(tool.Folder, "facets.jsonl");
        await File.WriteAllLinesAsync(file, new ImportFile(facets: 50).Lines, Cancellation);
        var imported = await tool.RunAsync("import", file, "--dry-run");
        Assert.Matches("Importing.*%", imported.Errors);
        var exported = (await tool.RunAsync("export", file, "--type", "facet")).Done();
        Assert.Contains("Exporting", exported.Errors, StringComparison.Ordinal);
    }

    private async Task<ToolInProcess> ToolAsync() => new((await silo.RunAsync()).Address);
}
