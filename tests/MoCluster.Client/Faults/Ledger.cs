using System.Collections.Concurrent;
using MoCluster.Client.Tests.Fixtures;

namespace MoCluster.Client.Tests.Faults;

/// <summary>What was sent and what was handled.</summary>
/// <param name="events">How many events there are.</param>
/// <param name="lease">How long the listener leases them.</param>
internal sealed class Ledger(int events, TimeSpan lease)
{
    private readonly ConcurrentDictionary<string, int> _handled = [];
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _awaited = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Sends the events, in parts.</summary>
    public async Task SendAsync(Func<IReadOnlyList<OutgoingEvent>, Task> send)
    {
        foreach (var part in Enumerable.Range(0, events).Chunk(50))
            await send([.. part.Select(number => new OutgoingEvent("r", $"s{number}"))]);
    }

    /// <summary>Handles events until all are handled. Some are given back or left alone the first time, as by a handler that fails.</summary>
    public async Task ConsumeAsync(MoListener listener, int consumers, int seed)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
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

    /// <summary>Waits until one more event is handled.</summary>
    public Task AnotherAsync(CancellationToken cancellation) => HandledAsync(Math.Min(_handled.Count + 1, events), cancellation);

    /// <summary>Checks that every event was handled, and that the server holds none back and has let go of none that was not.</summary>
    public async Task CheckAsync(OwnQueue queue)
    {
        Assert.Equal(events, _handled.Count);

        // What was handled twice may still be leased, and comes once more.
        while (await queue.Listener.NextAsync(2 * lease, Cancellation) is { } again)
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
