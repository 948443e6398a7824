using System.Text.Json;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Triggers.Http;

/// <summary>Starts silos that know the triggers of an endpoint.</summary>
internal static class TriggeredSilo
{
    /// <summary>Creates an org unit.</summary>
    public const string Create =
        "mutation($type: UUID!, $name: String!, $uuid: UUID) { org_unit_create(input: {uuid: $uuid, name: $name, user_key: $name, "
        + "org_unit_type: $type, validity: {from: \"2021-01-01\"}}) { uuid } }";

    /// <summary>A trigger before org units are created.</summary>
    public static object BeforeCreate { get; } = EndpointStub.Trigger("ON_BEFORE", "CREATE", "org_unit", "/triggers/ou/create");

    /// <summary>Starts a silo over a store in memory.</summary>
    public static Task<SiloRun> StartAsync(EndpointStub endpoint, params string[] settings) => StartAsync(endpoint, null, settings);

    /// <summary>Starts a silo and waits until it runs what the endpoint registers.</summary>
    public static async Task<SiloRun> StartAsync(EndpointStub endpoint, TemporaryDirectory? directory, params string[] settings)
    {
        var run = await SiloRun.StartAsync(directory?.Path, [$"HttpTriggers:Endpoints={endpoint.Address}", .. settings]);
        await RefreshAsync(run, ((Array)endpoint.Triggers).Length);
        return run;
    }

    /// <summary>Asks the only endpoint anew, which must have a number of triggers.</summary>
    public static async Task<JsonElement> RefreshAsync(SiloRun run, int triggers)
    {
        var asked = await run.Http.AskAsync("mutation { triggers_refresh { triggers problem } }");
        var told = Assert.Single(asked.GetProperty("triggers_refresh").EnumerateArray());
        Assert.Equal(triggers, told.GetProperty("triggers").GetInt32());
        return told;
    }
}
