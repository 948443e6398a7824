using System.Diagnostics;
using System.Text.Json;

namespace MoCluster.History.Workload;

/// <summary>
/// Fetches one or more events from one listener, and acknowledges them immediately, late, twice or never. When the load has stopped, it
/// acknowledges every event until the listener is empty.
/// </summary>
internal sealed class Consumer(LoadState load, LoadListener listener)
{
    private const int MaxBatch = 50;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(300);

    private readonly SiloClient _client = load.NewClient("consumer");
    private readonly List<(long Due, string Token)> _late = [];

    private bool IsDraining => load.Stopping.IsCancellationRequested;

    public async Task RunAsync()
    {
        while (!listener.IsDrained)
        {
            load.Aborting.Token.ThrowIfCancellationRequested();
            await load.PauseAsync(_client);
            var handed = await FetchAsync();
            if (handed is null)
                await _client.BackOffAsync(load.Aborting.Token);
            else if (handed.Count > 0)
                await SettleAsync(handed);
            else if (IsDraining && listener.SawLast && _late.Count == 0)
                await CheckIfEmptyAsync();
            await SettleLateAsync();
        }
    }

    private async Task<IReadOnlyList<HandedEvent>?> FetchAsync()
    {
        var fetch = load.History.BeginFetch(_client.Name, listener.Uuid);
        var wait = Wait.TotalSeconds;
        var answer = _client.Random.Next(3) == 0
            ? await load.SendAsync(_client, Documents.Fetch, new { listener = listener.Uuid, wait }, wait: Wait)
            : await load.SendAsync(
                _client, Documents.FetchMany, new { listener = listener.Uuid, wait, limit = _client.Random.Next(1, MaxBatch + 1) }, wait: Wait);
        if (answer.Kind != AnswerKind.Confirmed)
        {
            if (answer.Kind != AnswerKind.Unknown)
                fetch.Refuse();
            return null;
        }

        HandedEvent[] handed = answer.Data.ValueKind switch
        {
            JsonValueKind.Array => [.. answer.Data.EnumerateArray().Select(Read)],
            JsonValueKind.Null => [],
            _ => [Read(answer.Data)],
        };
        fetch.Confirm(handed);
        load.Delivered(handed.Length);
        Array.ForEach(handed, listener.Saw);
        return handed;
    }

    private static HandedEvent Read(JsonElement item) => new(
        item.GetProperty("number").GetInt64(),
        item.GetProperty("subject").GetString()!,
        item.GetProperty("key").GetString()!,
        item.GetProperty("priority").GetInt32(),
        item.GetProperty("token").GetString()!,
        item.GetProperty("leased_until").GetDateTimeOffset());

    private async Task SettleAsync(IReadOnlyList<HandedEvent> handed)
    {
        string[] tokens = [.. handed.Select(item => item.Token)];
        switch (IsDraining ? 0 : _client.Random.Next(20))
        {
            case < 13:
                await AcknowledgeAsync(tokens);
                break;
            case < 15:
                // Acknowledges some of them one by one, and never the others.
                foreach (var token in tokens.Where(_ => _client.Random.Next(2) == 0))
                    await AcknowledgeAsync([token]);
                break;
            case < 17:
                await AcknowledgeAsync(tokens);
                await AcknowledgeAsync(tokens);
                break;
            case < 19:
                // Acknowledges around the end of the lease, before or after it.
                var due = load.Options.Lease * (0.5 + _client.Random.NextDouble());
                var at = Stopwatch.GetTimestamp() + (long)(due.TotalSeconds * Stopwatch.Frequency);
                _late.AddRange(tokens.Select(token => (at, token)));
                break;
        }
    }

    private async Task SettleLateAsync()
    {
        var now = Stopwatch.GetTimestamp();
        string[] due = [.. _late.Where(late => late.Due <= now || IsDraining).Select(late => late.Token)];
        if (due.Length == 0)
            return;
        _late.RemoveAll(late => due.Contains(late.Token));
        foreach (var chunk in due.Chunk(1_000))
            await AcknowledgeAsync(chunk);
    }

    /// <summary>Acknowledges. If the answer is lost, the client repeats the call or gives up, at random.</summary>
    private async Task AcknowledgeAsync(string[] tokens)
    {
        while (true)
        {
            var settle = load.History.BeginSettle(_client.Name, Settlement.Acknowledge, tokens);
            var answer = tokens.Length == 1
                ? await load.SendAsync(_client, Documents.Acknowledge, new { token = tokens[0] })
                : await load.SendAsync(_client, Documents.AcknowledgeMany, new { tokens });
            if (answer.Kind == AnswerKind.Confirmed)
            {
                settle.Confirm();
                load.Acknowledged(tokens.Length);
                return;
            }

            // If there are several tokens, some may have been settled before another was refused.
            if (answer.Kind != AnswerKind.Unknown && tokens.Length == 1)
                settle.Refuse();
            if (answer.Kind == AnswerKind.Refused || (!IsDraining && _client.Random.Next(2) == 0))
                return;
            await _client.BackOffAsync(load.Aborting.Token);
        }
    }

    private async Task CheckIfEmptyAsync()
    {
        var answer = await load.SendAsync(_client, Documents.Status, new { listener = listener.Uuid });
        if (answer.Kind != AnswerKind.Confirmed)
            return;
        var status = answer.Data.GetProperty("objects")[0].GetProperty("status");
        if (Number("pending") + Number("leased") + Number("parked") > 0 || Number("read") < Number("head"))
            return;
        listener.IsDrained = true;
        load.History.MarkDrained(listener.Uuid);

        long Number(string name) => status.GetProperty(name).GetInt64();
    }
}
