using MoCluster.Simulation.Faults;
using MoCluster.Simulator;
using MoCluster.Simulator.Scheduling;
using Orleans.Runtime;
using Orleans.Streams;

namespace MoCluster.Simulation.World;

/// <summary>The streams of one silo, on which doorbells are lost, repeated and delayed.</summary>
/// <param name="streams">The engine's streams.</param>
/// <param name="run">The run.</param>
/// <param name="time">The silo's clock: delayed doorbells are lost with it.</param>
/// <param name="faults">The present faults.</param>
internal sealed class FaultyStreams(IStreamProvider streams, SeededScheduler run, TimeProvider time, DoorbellFaults faults) : IStreamProvider
{
    /// <inheritdoc/>
    public string Name => streams.Name;

    /// <inheritdoc/>
    public bool IsRewindable => streams.IsRewindable;

    /// <inheritdoc/>
    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new FaultyStream<T>(this, streams.GetStream<T>(streamId));

    private sealed class FaultyStream<T>(FaultyStreams owner, IAsyncStream<T> stream) : ItemStream<T>
    {
        public override string ProviderName => stream.ProviderName;

        public override StreamId StreamId => stream.StreamId;

        public override Task OnNextAsync(T item, StreamSequenceToken? token = null)
        {
            if (owner.Meets(DoorbellFault.Failing))
                return Task.FromException(new TimeoutException("The stream did not take the doorbell."));
            if (owner.Meets(DoorbellFault.Lost))
                return Task.CompletedTask;
            if (owner.Meets(DoorbellFault.Doubled))
                _ = LaterAsync(item);
            return owner.Meets(DoorbellFault.Late) ? LaterAsync(item) : stream.OnNextAsync(item, token);
        }

        public override Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => stream.SubscribeAsync(observer);

        public override Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles() => stream.GetAllSubscriptionHandles();

        private async Task LaterAsync(T item)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(owner.Draw(3_000)), owner.Time);
            await stream.OnNextAsync(item);
        }
    }

    private TimeProvider Time => time;

    private int Draw(int bound) => run.Draw(bound);

    private bool Meets(DoorbellFault fault) => faults.PercentOf(fault) is > 0 and var percent && run.Draw(100) < percent;
}
