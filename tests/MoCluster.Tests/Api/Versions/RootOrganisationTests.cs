using System.Text.Json;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Versions;

/// <summary>The root organisation, and what os2mo-init does with it on an empty database.</summary>
public sealed class RootOrganisationTests
{
    [Fact]
    public async Task The_root_organisation_is_created_once_and_survives_a_restart()
    {
        using var directory = new TemporaryDirectory();
        Guid root;
        await using (var run = await SiloRun.StartAsync(directory.Path))
        {
            var writer = new VersionWriter(run.Http, 25);
            Assert.Equal("ErrorCodes.E_ORG_UNCONFIGURED", (await writer.FailAsync("{ org { uuid } }")).Message());
            const string Create = "mutation($code: Int) { org_create(input: {municipality_code: $code}) { uuid } }";
            root = (await writer.AskAsync(Create, new { code = (int?)null })).GetProperty("org_create").GetProperty("uuid").GetGuid();
            Assert.Equal(root, (await writer.AskAsync(Create, new { code = 751 })).GetProperty("org_create").GetProperty("uuid").GetGuid());
            await CheckUnitsAsync(writer, root);
        }

        await using (var run = await SiloRun.StartAsync(directory.Path))
        {
            var organisation = (await new VersionWriter(run.Http, 29).AskAsync("{ org { uuid user_key name type municipality_code } }")).GetProperty("org");
            Assert.Equal(root, organisation.GetProperty("uuid").GetGuid());
            Assert.Equal(751, organisation.GetProperty("municipality_code").GetInt32());
        }
    }

    /// <summary>The root organisation as the parent of a unit means that the unit is at the top.</summary>
    private static async Task CheckUnitsAsync(VersionWriter writer, Guid root)
    {
        var top = await writer.UnitAsync(root);
        var child = await writer.UnitAsync(top);
        await writer.DoAsync("org_unit_update", new { uuid = child, parent = root, validity = VersionWriter.Since2000 });
        var answer = await writer.AskAsync("{ org_units(filter: {parent: null}) { objects { uuid current { parent { uuid } } } } }");
        var units = answer.GetProperty("org_units").GetProperty("objects").EnumerateArray().ToArray();
        Assert.Equal(new[] { top, child }.Order(), units.Select(unit => unit.GetProperty("uuid").GetGuid()).Order());
        Assert.All(units, unit => Assert.Equal(JsonValueKind.Null, unit.GetProperty("current").GetProperty("parent").ValueKind));
    }
}
