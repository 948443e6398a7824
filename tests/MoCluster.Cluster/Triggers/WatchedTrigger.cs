using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;
using MoCluster.Tests.Triggers.Http;

namespace MoCluster.Cluster.Triggers;

/// <summary>A trigger that an endpoint registers and withdraws under load. It notes the calls that must not be.</summary>
internal sealed class WatchedTrigger
{
    private static readonly object Before = EndpointStub.Trigger("ON_BEFORE", "EDIT", "org_unit", "/edit");

    private readonly EndpointStub _endpoint;
    private readonly SteadyMutations _load;
    private readonly ConcurrentDictionary<string, bool> _called = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _wrong = [];

    /// <summary>Begins to watch.</summary>
    public WatchedTrigger(EndpointStub endpoint, SteadyMutations load)
    {
        (_endpoint, _load) = (endpoint, load);
        endpoint.Answer = TakeAsync;
    }

    /// <summary>Registers the trigger, and refreshes at a silo.</summary>
    public Task RegisterAsync(SiloRun silo) => ChangeAsync(silo, runs: true, Before);

    /// <summary>Withdraws the trigger, and refreshes at a silo.</summary>
    public Task WithdrawAsync(SiloRun silo) => ChangeAsync(silo, runs: false);

    /// <summary>Waits until every unit was changed since the trigger was registered, and asserts that each change called it.</summary>
    public async Task AssertCalledAsync()
    {
        await _load.AllAsync();
        Assert.All(_load.Era.Confirmed, name => Assert.True(_called.ContainsKey(name), $"{name} did not call the trigger."));
    }

    /// <summary>Waits until every unit was changed since the trigger was withdrawn, and asserts that nothing has called it.</summary>
    public async Task AssertNotCalledAsync()
    {
        await _load.AllAsync();
        Assert.Empty(_wrong);
    }

    private async Task ChangeAsync(SiloRun silo, bool runs, params object[] triggers)
    {
        _load.Begin(null);
        _endpoint.Triggers = triggers;
        var answer = await silo.Http.AskAsync("mutation { triggers_refresh { triggers problem } }");
        Assert.Equal($$"""[{"triggers":{{triggers.Length}},"problem":null}]""", answer.GetProperty("triggers_refresh").GetRawText());
        _load.Begin(runs);
    }

    private Task TakeAsync(HttpContext context, EndpointCall call)
    {
        var (era, name) = (_load.Era, call.Name);
        _called[name] = true;

        // A call that began before the refresh returned may arrive after it. Calls say in which second they began.
        var began = long.Parse(call.Headers["webhook-timestamp"], CultureInfo.InvariantCulture);
        if (era.Runs == false && (era.Wrote(name) || began > era.Began.ToUnixTimeSeconds()))
            _wrong.Enqueue($"A call for {name} began at {began}, though the trigger was withdrawn in era {era.Number}, at {era.Began:O}.");
        return context.Response.WriteAsync("{}", context.RequestAborted);
    }
}
