using System.Diagnostics;
using System.Text;
using MoCluster.History.Workload;

namespace MoCluster.Cluster;

/// <summary>
/// Consumers that behave as real integrations do: two long polls and a stream wait at each listener, and events come all the time. They take
/// what the silo hands out and acknowledge nothing. When their silo is lost, they go to another one.
/// </summary>
internal sealed class WaitingConsumers : IAsyncDisposable
{
    private const string Poll = "query($listener: UUID!) { event_fetch(filter: {listener: $listener}, wait_seconds: 5) { number } }";

    private const string Send = """
        mutation($subject: String!) { event_send(input: {namespace: "recovery", routing_key: "shared", subject: $subject}) }
        """;

    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task[] _all;
    private readonly int _consumers;
    private long _longestPoll;
    private int _served;

    /// <summary>Starts all consumers, and a publisher.</summary>
    /// <param name="listeners">The listeners to wait at.</param>
    /// <param name="endpoints">The silos to use.</param>
    public WaitingConsumers(IEnumerable<Guid> listeners, Endpoints endpoints)
    {
        var waits = listeners.SelectMany(listener => new[] { PollOnAsync(listener, endpoints), PollOnAsync(listener, endpoints), StreamOnAsync(listener, endpoints) });
        _all = [.. waits, PublishOnAsync(endpoints)];
        _consumers = _all.Length - 1;
        Served(0);
    }

    /// <summary>Completes when every poll has been answered once, and every stream has begun.</summary>
    public Task Begun => _begun.Task;

    /// <summary>The longest time that a poll has taken so far.</summary>
    public TimeSpan LongestPoll => TimeSpan.FromTicks(Interlocked.Read(ref _longestPoll));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_all);
        _end.Dispose();
    }

    private async Task PollOnAsync(Guid listener, Endpoints endpoints)
    {
        var isServed = false;
        await OnAsync(endpoints, async client =>
        {
            var asked = Stopwatch.GetTimestamp();
            var answer = await client.SendAsync(Poll, new { listener }, cancellation: _end.Token);
            var took = Stopwatch.GetElapsedTime(asked).Ticks;
            for (var longest = _longestPoll; took > longest; longest = Interlocked.Read(ref _longestPoll))
                Interlocked.CompareExchange(ref _longestPoll, took, longest);
            if (answer.Kind != AnswerKind.Confirmed)
            {
                await client.BackOffAsync(_end.Token);
                return;
            }

            client.Succeeded();
            Served(isServed ? 0 : 1);
            isServed = true;
        });
    }

    private void Served(int more)
    {
        if (Interlocked.Add(ref _served, more) == _consumers)
            _begun.TrySetResult();
    }

    private async Task StreamOnAsync(Guid listener, Endpoints endpoints)
    {
        var isServed = false;
        await OnAsync(endpoints, async client =>
        {
            try
            {
                using var http = SiloRun.CreateClient(await endpoints.NextAsync(client.Random, _end.Token));
                using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/listeners/{listener:D}/stream")
                {
                    Content = new StringContent("""{"window": 5}""", Encoding.UTF8, "application/json"),
                };
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _end.Token);
                answer.EnsureSuccessStatusCode();
                Served(isServed ? 0 : 1);
                isServed = true;
                using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(_end.Token));
                while (await lines.ReadLineAsync(_end.Token) is not null)
                    client.Succeeded();
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException)
            {
                await client.BackOffAsync(_end.Token);
            }
        });
    }

    private async Task PublishOnAsync(Endpoints endpoints)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var number = 0;
        await OnAsync(endpoints, async client =>
        {
            await pace.WaitForNextTickAsync(_end.Token);
            await client.SendAsync(Send, new { subject = $"s{number++}" }, cancellation: _end.Token);
        });
    }

    private async Task OnAsync(Endpoints endpoints, Func<SiloClient, Task> act)
    {
        using var client = new SiloClient(endpoints, "waits", 1, TimeSpan.FromSeconds(30));
        try
        {
            while (!_end.IsCancellationRequested)
                await act(client).WaitAsync(_end.Token); // A request that still waits at a silo ends when the client is disposed.
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The test is over.
        }
    }
}
