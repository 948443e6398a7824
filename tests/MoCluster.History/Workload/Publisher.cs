namespace MoCluster.History.Workload;

/// <summary>
/// Publishes one event or several per request, to one stream or both, with subjects that recur and subjects that do not. Most requests have
/// an idempotency key. Under it the client repeats a request whose answer was lost until it knows the outcome.
/// </summary>
internal sealed class Publisher(LoadState load, string[] routingKeys)
{
    private const int MaxEvents = 20;
    private const int Subjects = 60;
    private const int Keys = 20;

    private readonly SiloClient _client = load.NewClient("publisher");
    private int _made;

    public async Task RunAsync()
    {
        while (!load.Stopping.IsCancellationRequested)
        {
            await load.PauseAsync(_client);
            if (load.IsFull)
                await load.ProgressAsync(load.Aborting.Token);
            else
                await PublishAsync([.. Enumerable.Range(0, _client.Random.Next(2) == 0 ? 1 : _client.Random.Next(1, MaxEvents + 1)).Select(_ => Draw())]);
        }
    }

    /// <summary>Publishes events. With an idempotency key, it repeats the request until the outcome is known.</summary>
    public async Task PublishAsync(IReadOnlyList<PublishedEntry> entries, bool keyed = false)
    {
        var key = keyed || _client.Random.NextDouble() < load.Options.KeyedShare ? $"{load.Options.Namespace}-{_client.Name}-{++_made}" : null;
        while (true)
        {
            var publish = load.History.BeginPublish(_client.Name, entries, key);
            var answer = entries.Count == 1 && !keyed ? await SendAsync(entries[0], key) : await SendAsync(entries, key);
            switch (answer.Kind)
            {
                case AnswerKind.Confirmed:
                    Confirm(publish, answer);
                    return;
                case AnswerKind.Refused:
                    publish.Refuse();
                    return;
                case AnswerKind.NotNow:
                    publish.Refuse();
                    break;
                case AnswerKind.Unknown when key is null:
                    return;
            }

            await _client.BackOffAsync(load.Aborting.Token);
        }
    }

    private PublishedEntry Draw()
    {
        var random = _client.Random;
        var routing = routingKeys[random.Next(routingKeys.Length)];
        var recurring = routing == routingKeys[0];
        var subject = recurring ? $"s{random.Next(Subjects)}" : $"{_client.Name}-{++_made}";
        var key = recurring ? (random.Next(2) == 0 ? subject : $"{_client.Name}-{++_made}") : $"k{random.Next(Keys)}";
        return new PublishedEntry(StreamOf(routing), subject, random.Next(4) == 0 ? random.Next(1, 4) : 10_000, key);
    }

    private string StreamOf(string routing) => $"{load.Options.Namespace}/{routing}";

    private string RoutingOf(PublishedEntry entry) => entry.Stream[(load.Options.Namespace.Length + 1)..];

    private Task<Answer> SendAsync(PublishedEntry entry, string? key) => load.SendAsync(
        _client,
        Documents.Send,
        new
        {
            space = load.Options.Namespace,
            routing = RoutingOf(entry),
            subject = entry.Subject,
            priority = entry.Priority,
            key = KeyOf(entry),
        },
        key);

    private Task<Answer> SendAsync(IReadOnlyList<PublishedEntry> entries, string? key) => load.SendAsync(
        _client,
        Documents.SendMany,
        new
        {
            space = load.Options.Namespace,
            events = entries.Select(entry => new
            {
                routing_key = RoutingOf(entry), subject = entry.Subject, priority = entry.Priority, key = KeyOf(entry),
            }),
        },
        key);

    private static string? KeyOf(PublishedEntry entry) => entry.Key == entry.Subject ? null : entry.Key;

    private void Confirm(Publish publish, Answer answer)
    {
        // event_send answers only true, without numbers.
        long[] numbers = answer.Data.ValueKind == System.Text.Json.JsonValueKind.Array
            ? [.. answer.Data.EnumerateArray().Select(number => number.GetInt64())]
            : [];
        publish.Confirm(numbers);
        load.Published(publish.Entries.Count);
        foreach (var (entry, number) in publish.Entries.Zip(numbers))
            load.Heads.AddOrUpdate(entry.Stream, number, (_, head) => Math.Max(head, number));
    }
}
