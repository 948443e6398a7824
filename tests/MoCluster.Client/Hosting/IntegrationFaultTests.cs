using System.Collections.Concurrent;
using MoCluster.Client.Tests.Faults;
using MoCluster.Client.Tests.Fixtures;

namespace MoCluster.Client.Tests.Hosting;

/// <summary>An integration whose connections break all the time, and whose handlers fail now and then.</summary>
public sealed class IntegrationFaultTests(ClientSilo silo, ITestOutputHelper output)
{
    private const int Subjects = 100, Faults = 12, MostRounds = 200;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_event_is_handled_and_no_two_of_one_subject_at_once()
    {
        var seed = Environment.GetEnvironmentVariable("MOCLUSTER_SEED") is { Length: > 0 } given ? int.Parse(given) : Random.Shared.Next();
        output.WriteLine($"MOCLUSTER_SEED={seed}");
        await using var proxy = new FaultyProxy((await silo.RunAsync()).Address, number => Draw(new Random(seed + number)));
        var handled = new ConcurrentDictionary<string, long>();
        var running = new ConcurrentDictionary<string, long>();
        var violations = new ConcurrentQueue<string>();
        var owed = new ConcurrentDictionary<string, long>();
        TaskCompletionSource? all = null;
        await using var run = await IntegrationRun.StartAsync(
            silo,
            (integration, space) => integration.On(space, "r", HandleAsync, options => (options.Parallelism, options.Window, options.Lease, options.MaxBackOff) = (8, 64, Lease, Lease)),
            by: proxy.Address);
        string[] subjects = [.. Enumerable.Range(0, Subjects).Select(subject => $"s{subject}")];
        for (var round = 0; proxy.Faults < Faults; round++)
        {
            Assert.True(round < MostRounds, $"Only {proxy.Faults} connections broke.");
            await run.SendAsync(subjects);
            var numbers = await run.SendAsync(subjects);
            var handledAll = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            foreach (var (subject, number) in subjects.Zip(numbers))
                owed[subject] = number;
            all = handledAll;
            Look();
            await handledAll.Task.WaitAsync(Cancellation);
        }

        await run.StopAsync();
        output.WriteLine($"{proxy.Faults} of {proxy.Connections} connections broke, {owed.Values.Max()} events");
        Assert.Empty(violations);

        // What was handled and could not be settled comes once more, and nothing else.
        var listener = await run.ListenerAsync();
        while (await listener.NextAsync(2 * Lease, Cancellation) is { } again)
        {
            Assert.True(handled[again.Subject] >= again.Number, $"{again.Subject} was never handled with {again.Number}.");
            await again.AckAsync(Cancellation);
        }

        var status = await run.StatusAsync();
        Assert.Equal((0, 0, 0), (status.Pending, status.Leased, status.Parked));

        async Task HandleAsync(MoEvent changed, CancellationToken cancellation)
        {
            if (!running.TryAdd(changed.Subject, changed.Number))
                violations.Enqueue($"{changed.Subject} is handled twice at once.");
            await Task.Yield();
            running.TryRemove(changed.Subject, out _);
            if (changed.Attempt == 1 && changed.Number % 10 == 0)
                throw new InvalidOperationException("fails the first time");
            handled.AddOrUpdate(changed.Subject, changed.Number, (_, before) => Math.Max(before, changed.Number));
            Look();
        }

        void Look()
        {
            var waiting = all;
            if (owed.All(one => handled.GetValueOrDefault(one.Key) >= one.Value))
                waiting?.TrySetResult();
        }
    }

    /// <summary>Every connection breaks, in one of its first requests.</summary>
    private static FaultyProxy.Fault Draw(Random random)
    {
        // A stall takes as long as the client's patience, and is tested with the client.
        FaultKind[] kinds = [FaultKind.Cut, FaultKind.HalfClose, FaultKind.Garbage];
        return new FaultyProxy.Fault(kinds[random.Next(kinds.Length)], (FaultPlace)random.Next(Enum.GetValues<FaultPlace>().Length), random.Next(20));
    }
}
