using System.Diagnostics;
using MoCluster.History.Workload;

namespace MoCluster.Faults.Http;

/// <summary>A well-behaved caller beside the abuse. It publishes, fetches and acknowledges, and each request must be answered in time.</summary>
internal sealed class Bystander : IAsyncDisposable
{
    /// <summary>How long a request may take, on a machine that is busy with the abuse and with the other tests of the suite.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    private static int _number;

    private readonly CancellationTokenSource _stopping = new();
    private readonly SiloClient _client;
    private readonly string _space = $"bystander-{Interlocked.Increment(ref _number)}";
    private Guid _listener;
    private Task _running = Task.CompletedTask;
    private int _rounds;
    private TimeSpan _slowest;

    private Bystander(Uri address) => _client = new SiloClient(new Endpoints(address), _space, 1, Bound);

    /// <summary>Starts the caller. Its connection is open before the abuse begins.</summary>
    public static async Task<Bystander> StartAsync(Uri address)
    {
        var bystander = new Bystander(address);
        await bystander.AskAsync("mutation($space: String!) { event_namespace_create(input: {name: $space}) { name } }", new { space = bystander._space });
        var listener = await bystander.AskAsync(
            "mutation($space: String!) { event_listener_create(input: {namespace: $space, user_key: \"u\", routing_key: \"r\"}) { uuid } }",
            new { space = bystander._space });
        bystander._listener = listener.Data.GetProperty("uuid").GetGuid();
        bystander._running = Task.Run(bystander.RunAsync);
        return bystander;
    }

    /// <summary>Stops the caller. Fails if a request was not answered in time, or if a last round fails.</summary>
    /// <returns>A line for the output: the number of rounds and the slowest request.</returns>
    public async Task<string> StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        await RoundAsync();
        return $"{_rounds} rounds beside it, the slowest request {_slowest.TotalMilliseconds:0} ms";
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
            await RoundAsync();
    }

    private async Task RoundAsync()
    {
        var subject = Guid.NewGuid().ToString();
        await AskAsync(
            "mutation($space: String!, $subject: String!) { event_send(input: {namespace: $space, routing_key: \"r\", subject: $subject}) }",
            new { space = _space, subject });
        var fetched = await AskAsync(
            "query($listener: UUID!) { event_fetch(filter: {listener: $listener}, wait_seconds: 2) { token } }", new { listener = _listener });
        Assert.Equal(System.Text.Json.JsonValueKind.Object, fetched.Data.ValueKind);
        await AskAsync(
            "mutation($token: EventToken!) { event_acknowledge(input: $token) }",
            new { token = fetched.Data.GetProperty("token").GetString() });
        _rounds++;
    }

    private async Task<Answer> AskAsync(string document, object variables)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await _client.SendAsync(document, variables);
        var took = Stopwatch.GetElapsedTime(started);
        _slowest = took > _slowest ? took : _slowest;
        Assert.True(answer.Kind == AnswerKind.Confirmed, $"A well-behaved caller was answered {answer} after {took}.");
        return answer;
    }
}
