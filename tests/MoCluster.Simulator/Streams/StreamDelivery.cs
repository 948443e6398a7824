using MoCluster.Simulator.Activations;
using MoCluster.Simulator.Calls;
using Orleans.Runtime;
using Orleans.Streams;

namespace MoCluster.Simulator.Streams;

/// <summary>One item on its way to one subscriber; for the grain it is a call like any other.</summary>
internal sealed class StreamDelivery<T> : Call, IThreadPoolWorkItem
{
    private readonly TaskCompletionSource _done;
    private readonly Stream<T> _stream;
    private readonly GrainId _subscriber;
    private readonly Func<IAsyncObserver<T>, Task> _deliver;
    private Task? _outcome;

    private StreamDelivery(Stream<T> stream, GrainId subscriber, Func<IAsyncObserver<T>, Task> deliver)
    {
        _stream = stream;
        _subscriber = subscriber;
        _deliver = deliver;
        _done = new TaskCompletionSource(stream.Provider.Engine.Options.Scheduler.ReplyOptions);
    }

    /// <inheritdoc/>
    public override GrainId Target => _subscriber;

    /// <inheritdoc/>
    public override string Name => $"delivery of stream {_stream.StreamId}";

    /// <inheritdoc/>
    public override bool Interleaves => false;

    /// <summary>Delivers an item; completes when the subscriber has handled it.</summary>
    public static Task SendAsync(Stream<T> stream, GrainId subscriber, T item, StreamSequenceToken token) =>
        SendAsync(stream, subscriber, observer => observer.OnNextAsync(item, token));

    /// <summary>Reports a dropped item; completes when the subscriber has handled the report.</summary>
    public static Task SendErrorAsync(Stream<T> stream, GrainId subscriber, Exception error) =>
        SendAsync(stream, subscriber, observer => observer.OnErrorAsync(error));

    private static Task SendAsync(Stream<T> stream, GrainId subscriber, Func<IAsyncObserver<T>, Task> deliver)
    {
        var delivery = new StreamDelivery<T>(stream, subscriber, deliver);
        stream.Provider.Engine.Options.Scheduler.Carry(delivery);
        return delivery._done.Task;
    }

    /// <summary>Arrives: the item at the subscriber, or later the outcome at the stream.</summary>
    public void Execute()
    {
        if (_outcome is null)
            _stream.Provider.Engine.Route(this);
        else if (Outcomes.FailureOf(_outcome) is { } failure)
            _done.SetException(failure);
        else
            _done.SetResult();
    }

    /// <inheritdoc/>
    public override async Task Invoke(Activation activation)
    {
        var observer = await activation.Streams.ObserverOfAsync(_stream);
        if (observer is null)
            activation.Engine.Log.NoObserver(_subscriber, _stream.StreamId);
        else
            await _deliver(observer);
    }

    /// <inheritdoc/>
    public override void Complete(Task outcome)
    {
        _outcome = outcome;
        _stream.Provider.Engine.Options.Scheduler.Carry(this);
    }

    /// <inheritdoc/>
    public override void Reject(Exception exception) => Complete(Task.FromException(exception));
}
