using System.Collections.Concurrent;
using MoCluster.Client.Tests.Fixtures;
using MoCluster.History.Workload;

namespace MoCluster.Client.Tests.Faults;

/// <summary>Consumers over connections that break all the time, and over a silo that is killed: nothing is lost, and nothing acknowledged that was not handled.</summary>
public sealed class LedgerTests(ClientSilo silo, ITestOutputHelper output)
{
    private const int Consumers = 3;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_connections_that_break_at_random_every_event_is_handled()
    {
        var seed = Environment.GetEnvironmentVariable("MOCLUSTER_SEED") is { Length: > 0 } given ? int.Parse(given) : Random.Shared.Next();
        output.WriteLine($"MOCLUSTER_SEED={seed}");
        await using var queue = await OwnQueue.PrepareAsync(await silo.ConnectAsync(), declaration => declaration with { Lease = Lease });
        await using var proxy = new FaultyProxy(queue.Client.Server, number => Draw(new Random(seed + number)));
        var ledger = new Ledger(3_000);
        await using (var client = MoClient.Connect(proxy.Address, Options))
        {
            var sending = ledger.SendAsync(client, queue.Space);
            await ledger.ConsumeAsync(client, queue, Consumers, seed);
            await sending;
        }

        output.WriteLine($"{proxy.Faults} of {proxy.Connections} connections broke");
        Assert.True(proxy.Faults > 5, $"Only {proxy.Faults} connections broke.");
        await ledger.CheckAsync(queue);
    }

    [Fact]
    public async Task Over_a_silo_that_is_killed_and_started_again_consumers_go_on_by_themselves()
    {
        using var directory = new TemporaryDirectory();
        var run = await SiloRun.StartAsync(directory.Path);
        var address = run.Address;
        await using var queue = await OwnQueue.PrepareAsync(MoClient.Connect(address), declaration => declaration with { Lease = Lease });
        var ledger = new Ledger(2_000);
        await using (var client = MoClient.Connect(address, Options))
        {
            var sending = ledger.SendAsync(client, queue.Space);
            var consuming = ledger.ConsumeAsync(client, queue, Consumers, seed: 0);
            for (var kill = 1; kill <= 3; kill++)
            {
                await ledger.HandledAsync(kill * 400, Cancellation);
                await run.DisposeAsync();
                run = await SiloRun.StartAsync(directory.Path, $"urls={address}");
            }

            await Task.WhenAll(sending, consuming);
        }

        await ledger.CheckAsync(queue);
        await run.DisposeAsync();
    }

    private static MoClientOptions Options => new() { AttemptTimeout = TimeSpan.FromSeconds(1), RetryDelay = TimeSpan.FromMilliseconds(10), MaxRetryDelay = TimeSpan.FromMilliseconds(500) };

    /// <summary>Nine of ten connections break, in one of their first requests.</summary>
    private static FaultyProxy.Fault? Draw(Random random) => random.Next(10) == 0
        ? null
        : new FaultyProxy.Fault((FaultKind)random.Next(Enum.GetValues<FaultKind>().Length), (FaultPlace)random.Next(Enum.GetValues<FaultPlace>().Length), random.Next(5));

    /// <summary>What was sent and what was handled.</summary>
    private sealed class Ledger(int events)
    {
        private readonly ConcurrentDictionary<string, int> _handled = [];
        private readonly ConcurrentDictionary<int, TaskCompletionSource> _awaited = [];

        /// <summary>Sends the events, in parts.</summary>
        public async Task SendAsync(MoClient client, string space)
        {
            foreach (var part in Enumerable.Range(0, events).Chunk(50))
                await client.SendAsync(space, [.. part.Select(number => new OutgoingEvent("r", $"s{number}"))], cancellationToken: Cancellation);
        }

        /// <summary>Handles events until all are handled. Some are given back or left alone the first time, as by a handler that fails.</summary>
        public async Task ConsumeAsync(MoClient client, OwnQueue queue, int consumers, int seed)
        {
            using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var listener = client.Listeners.Open(queue.Listener.Uuid);
            await Task.WhenAll(Enumerable.Range(0, consumers).Select(async consumer =>
            {
                var random = new Random(seed + consumer);
                try
                {
                    await foreach (var taken in listener.ConsumeAsync(new ConsumeOptions { Window = 60, Silence = TimeSpan.FromSeconds(3) }, done.Token))
                    {
                        if (await HandleAsync(taken, random) && _handled.Count == events)
                            await done.CancelAsync();
                    }
                }
                catch (OperationCanceledException) when (done.IsCancellationRequested && !Cancellation.IsCancellationRequested)
                {
                    // All are handled.
                }
            }));
        }

        /// <summary>Waits until so many events are handled.</summary>
        public Task HandledAsync(int count, CancellationToken cancellation)
        {
            var awaited = _awaited.GetOrAdd(count, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            if (_handled.Count >= count)
                awaited.TrySetResult();
            return awaited.Task.WaitAsync(cancellation);
        }

        /// <summary>Checks that every event was handled, and that the server holds none back and has let go of none that was not.</summary>
        public async Task CheckAsync(OwnQueue queue)
        {
            Assert.Equal(events, _handled.Count);

            // What was handled twice may still be leased, and comes once more.
            while (await queue.Listener.NextAsync(2 * Lease, Cancellation) is { } again)
            {
                Assert.True(_handled.ContainsKey(again.Subject), $"{again.Subject} was never handled, though all were.");
                await again.AckAsync(Cancellation);
            }

            var status = await queue.Client.Listeners.GetStatusAsync(queue.Listener.Uuid, Cancellation);
            Assert.Equal((0, 0, 0), (status.Pending, status.Leased, status.Parked));
        }

        private async Task<bool> HandleAsync(MoEvent taken, Random random)
        {
            if (taken.Attempt == 1 && random.Next(10) is var chance and < 2)
            {
                if (chance == 0)
                    await taken.NakAsync(TimeSpan.Zero, "fails the first time", Cancellation);
                return false;
            }

            _handled.AddOrUpdate(taken.Subject, 1, (_, times) => times + 1);
            foreach (var (count, awaited) in _awaited)
            {
                if (_handled.Count >= count)
                    awaited.TrySetResult();
            }

            if (random.Next(4) == 0)
                await taken.AckAsync(Cancellation);
            else
                taken.Ack();
            return true;
        }
    }
}
