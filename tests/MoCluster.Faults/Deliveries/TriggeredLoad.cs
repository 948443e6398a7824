using System.Globalization;
using Microsoft.AspNetCore.Http;
using MoCluster.History.Workload;
using MoCluster.Tests.Triggers.Http;

namespace MoCluster.Faults.Deliveries;

/// <summary>
/// Clients edit org units, one client each, at whichever silo listens. An endpoint refuses some edits before they are committed, and is called after the
/// others. A test kills silos meanwhile; at the end each edit that was answered as done must have arrived, in order, and none that was refused.
/// </summary>
internal sealed class TriggeredLoad : IAsyncDisposable
{
    private const string Edit = """
        mutation($uuid: UUID!, $name: String!) { org_unit_update(input: {uuid: $uuid, name: $name, validity: {from: "2022-01-01"}}) { uuid } }
        """;

    private const string Create = """
        mutation($uuid: UUID!, $type: UUID!) {
          org_unit_create(input: {uuid: $uuid, org_unit_type: $type, name: "new", validity: {from: "2021-01-01"}}) { uuid }
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<Guid, TriggeredUnit> _units;
    private readonly EndpointStub _endpoint;
    private readonly Endpoints _silos;
    private readonly int _seed;
    private Task _clients = Task.CompletedTask;
    private TaskCompletionSource _advanced = NewSignal();
    private TaskCompletionSource _gate = new();

    private TriggeredLoad(EndpointStub endpoint, Endpoints silos, int seed, int units)
    {
        (_endpoint, _silos, _seed) = (endpoint, silos, seed);
        _units = Enumerable.Range(0, units).Select(_ => new TriggeredUnit()).ToDictionary(unit => unit.Uuid);
        _gate.SetResult();
        endpoint.Answer = TakeAsync;
    }

    /// <summary>What the endpoint registers: one trigger that refuses, and one that is called after the commit.</summary>
    public static object[] Triggers { get; } =
        [EndpointStub.Trigger("ON_BEFORE", "EDIT", "org_unit", "/before"), EndpointStub.Trigger("ON_AFTER", "EDIT", "org_unit", "/after")];

    /// <summary>How many edits were answered as done.</summary>
    public int Confirmed => _units.Values.Sum(unit => unit.Confirmed.Count);

    /// <summary>Creates the units, and begins.</summary>
    public static async Task<TriggeredLoad> StartAsync(EndpointStub endpoint, Endpoints silos, Guid type, int seed, int units = 12)
    {
        var load = new TriggeredLoad(endpoint, silos, seed, units);
        using var client = new SiloClient(silos, "first", seed, Patience);
        foreach (var uuid in load._units.Keys)
            Assert.Equal(AnswerKind.Confirmed, (await client.SendAsync(Create, new { uuid, type })).Kind);
        load._clients = Task.WhenAll(load._units.Values.Select((unit, i) => load.RunAsync(unit, unchecked((seed * 1_000) + i))));
        return load;
    }

    /// <summary>Waits until so many further edits were answered as done.</summary>
    public async Task AdvanceAsync(int edits)
    {
        var before = Confirmed;
        await UntilAsync(() => Confirmed >= before + edits);
    }

    /// <summary>Keeps the endpoint from answering calls after the commit, so that they stay under way.</summary>
    public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets the endpoint answer again.</summary>
    public void Release() => _gate.TrySetResult();

    /// <summary>Ends the edits, and waits until the endpoint accepted the calls of all that were answered as done.</summary>
    /// <returns>What was wrong; empty if nothing was.</returns>
    public async Task<IReadOnlyList<string>> JudgeAsync()
    {
        await _stopping.CancelAsync();
        await _clients.WaitAsync(Patience);
        try
        {
            await UntilAsync(() => _units.Values.All(unit => unit.IsComplete));
        }
        catch (TimeoutException)
        {
            // Those that are missing are told below.
        }

        return [.. _units.Values.SelectMany(unit => unit.Judge())];
    }

    /// <summary>What was done, for the output of a test.</summary>
    public override string ToString()
    {
        var (refused, calls) = (_units.Values.Sum(unit => unit.Refused.Count), _units.Values.Sum(unit => unit.Calls));
        return $"{Confirmed} edits done, {refused} refused, {calls} calls";
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        await _stopping.CancelAsync();
        await _end.CancelAsync();
        await _clients.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
        _end.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Advance() => Interlocked.Exchange(ref _advanced, NewSignal()).SetResult();

    private async Task UntilAsync(Func<bool> isSo)
    {
        while (true)
        {
            var advanced = Volatile.Read(ref _advanced).Task;
            if (isSo())
                return;
            await advanced.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Edits a unit. An edit whose outcome is unknown is repeated under its key, or left; the next edit has the next number.</summary>
    private async Task RunAsync(TriggeredUnit unit, int seed)
    {
        using var client = new SiloClient(_silos, $"{unit.Uuid}", seed, TimeSpan.FromSeconds(15));
        for (var edit = 1; !_stopping.IsCancellationRequested; edit++)
        {
            var isWanted = client.Random.Next(5) > 0;
            var key = client.Random.Next(2) == 0 ? $"{_seed}/{unit.Uuid}/{edit}" : null;
            var name = $"{edit} {(isWanted ? "wanted" : "unwanted")}";
            var answer = await SendAsync(client, new { uuid = unit.Uuid, name }, key);
            (answer.Kind switch
            {
                AnswerKind.Confirmed => unit.Confirmed,
                AnswerKind.Refused => unit.Refused,
                _ => [],
            }).Add(edit);
            Assert.True(isWanted ? answer.Kind != AnswerKind.Refused : answer.Kind != AnswerKind.Confirmed, $"{name} was answered {answer}.");
            Advance();
        }
    }

    private async Task<Answer> SendAsync(SiloClient client, object variables, string? key)
    {
        while (true)
        {
            var answer = await client.SendAsync(Edit, variables, key, cancellation: _end.Token);
            if (answer.Kind is AnswerKind.Confirmed or AnswerKind.Refused)
                client.Succeeded();
            else
                await client.BackOffAsync(_end.Token);
            if (answer.Kind is AnswerKind.Confirmed or AnswerKind.Refused || (answer.Kind == AnswerKind.Unknown && key is null))
                return answer;
        }
    }

    private async Task TakeAsync(HttpContext context, EndpointCall call)
    {
        var (number, isWanted) = (int.Parse(call.Name.Split(' ')[0], CultureInfo.InvariantCulture), call.Name.EndsWith(" wanted", StringComparison.Ordinal));
        if (call.Path == "/before")
        {
            context.Response.StatusCode = isWanted ? 200 : 400;
            await context.Response.WriteAsJsonAsync(new { detail = "This is unwanted." }, context.RequestAborted);
            return;
        }

        var unit = _units[call.Json.GetProperty("uuid").GetGuid()];
        unit.Called(number, call.Headers["webhook-id"]);
        Advance();
        await _gate.Task.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsync("{}", context.RequestAborted);
        unit.Accepted(number);
        Advance();
    }
}
