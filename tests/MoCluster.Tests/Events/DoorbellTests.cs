using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Events;
using MoCluster.Grains.Storage.Events;
using MoCluster.Simulator;
using MoCluster.Stores.Memory;
using MoCluster.Tests.Telemetry;
using Orleans.Runtime;
using Orleans.Streams;

namespace MoCluster.Tests.Events;

public sealed class DoorbellTests
{
    private static readonly StreamKey Stream = new("n", "r");
    private static readonly StreamKey Other = new("n", "other");
    private readonly HeldStreams _streams = new();
    private readonly MemoryStore _store = new(TimeProvider.System, Guid.NewGuid());
    private readonly ListLogger<Doorbell> _log = new();
    private readonly Doorbell _doorbell;

    public DoorbellTests() => _doorbell = new Doorbell(_streams, _store, _log);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_that_come_while_a_batch_is_under_way_form_the_next_batch()
    {
        var first = _streams.Hold();
        Ring(Stream, 1);
        await RunAsync();
        var numbers = Enumerable.Range(2, 50).ToArray();
        Random.Shared.Shuffle(numbers);
        foreach (var number in numbers)
            Ring(Stream, number);
        await RunAsync();
        Assert.Equal([[1]], _streams.Sent(Stream));
        first.SetResult();
        await RunAsync();
        Assert.Equal([[1], [.. Enumerable.Range(2, 50)]], _streams.Sent(Stream));
        Assert.All(_streams.Batches, batch => Assert.Equal(_store.Incarnation, batch.Incarnation));
    }

    [Fact]
    public async Task A_batch_ends_where_an_event_of_another_silo_lies_between()
    {
        Ring(Stream, 7, 4, 5, 9, 8);
        await RunAsync();
        Assert.Equal([[4, 5], [7, 8, 9]], _streams.Sent(Stream));
    }

    [Fact]
    public async Task A_stuck_stream_does_not_block_the_others_and_a_failed_one_continues()
    {
        var stuck = _streams.Hold();
        Ring(Stream, 1);
        await RunAsync();
        Ring(Stream, 2);
        Ring(Other, 1);
        await RunAsync();
        Assert.Equal([[1]], _streams.Sent(Other));
        stuck.SetException(new TimeoutException("The queue's silo is gone."));
        await RunAsync();
        Assert.Equal([[1], [2]], _streams.Sent(Stream));
    }

    [Fact]
    public async Task A_stuck_stream_uses_bounded_memory_and_its_backlog_goes_in_bounded_batches()
    {
        var stuck = _streams.Hold();
        Ring(Stream, 1);
        await RunAsync();
        Ring(Stream, [.. Enumerable.Range(2, 100_000)]);
        Assert.Empty(_log.Of(3001));
        Ring(Stream, 100_002);
        Assert.Single(_log.Of(3001));
        stuck.SetResult();
        await RunAsync();
        var sent = _streams.Sent(Stream);
        Assert.Equal(Enumerable.Range(1, 100_001).Select(number => (long)number), sent.SelectMany(batch => batch));
        Assert.All(sent, batch => Assert.InRange(batch.Length, 1, 4_096));
    }

    [Fact]
    public async Task The_wait_for_a_doorbell_ends_with_its_caller()
    {
        using var end = new CancellationTokenSource();
        var run = _doorbell.RunOnceAsync(end.Token);
        Assert.False(run.IsCompleted);
        await end.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => run);
    }

    private void Ring(StreamKey stream, params int[] numbers) => _doorbell.Ring(Events(stream, numbers));

    private async Task RunAsync() => await _doorbell.RunOnceAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

    private static ImmutableArray<AppendedEvent> Events(StreamKey stream, params int[] numbers) =>
    [
        .. numbers.Select(number =>
            new AppendedEvent(stream, new EventRecord(number, Guid.NewGuid(), $"{number}", 1, DateTimeOffset.UnixEpoch, $"{number}"))),
    ];

    /// <summary>Streams that record each batch at once and keep it under way as long as the test holds it.</summary>
    private sealed class HeldStreams : IStreamProvider
    {
        private TaskCompletionSource? _held;

        public List<EventBatch> Batches { get; } = [];

        public string Name => EventBatch.Provider;

        public bool IsRewindable => false;

        public long[][] Sent(StreamKey stream) =>
            [.. Batches.Where(batch => batch.Stream == stream).Select(batch => batch.Events.Select(each => each.Number).ToArray())];

        /// <summary>Holds the next batch. It completes synchronously when the test completes the returned source.</summary>
        public TaskCompletionSource Hold() => _held = new TaskCompletionSource();

        public IAsyncStream<T> GetStream<T>(StreamId streamId) => new HeldStream<T>(this, streamId);

        private Task Take(EventBatch batch)
        {
            Batches.Add(batch);
            return Interlocked.Exchange(ref _held, null)?.Task ?? Task.CompletedTask;
        }

        private sealed class HeldStream<T>(HeldStreams owner, StreamId id) : ItemStream<T>
        {
            public override string ProviderName => owner.Name;

            public override StreamId StreamId => id;

            public override Task OnNextAsync(T item, StreamSequenceToken? token = null) => owner.Take((EventBatch)(object)item!);
        }
    }
}
