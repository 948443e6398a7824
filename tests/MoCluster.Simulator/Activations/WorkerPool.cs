using MoCluster.Simulator.Calls;
using Orleans.Runtime;

namespace MoCluster.Simulator.Activations;

/// <summary>
/// The activations of one key of a stateless worker. A call goes to an idle one, else to a new one, else to the least busy.
/// </summary>
internal sealed class WorkerPool(SimulatorEngine engine, GrainClass grainClass, GrainId grainId) : ICallReceiver
{
    private readonly Lock _gate = new();
    private readonly List<Activation> _workers = [];
    private bool _ended;

    /// <summary>The present workers.</summary>
    public IReadOnlyList<Activation> Workers
    {
        get
        {
            lock (_gate)
                return [.. _workers];
        }
    }

    /// <inheritdoc/>
    public bool Receive(Call call)
    {
        lock (_gate)
        {
            return !_ended && Pick().Receive(call);
        }
    }

    /// <summary>A worker has ended.</summary>
    public void Forget(Activation worker)
    {
        lock (_gate)
        {
            _workers.Remove(worker);
            if (_workers.Count > 0)
                return;

            _ended = true;
        }

        engine.Forget(grainId, this);
    }

    private Activation Pick()
    {
        if (_workers.Find(worker => worker.IsInactive) is { } idle)
            return idle;
        if (_workers.Count == grainClass.MaxWorkers)
            return _workers.MinBy(worker => worker.Load)!;

        var worker = new Activation(engine, grainClass, grainId, this);
        _workers.Add(worker);
        return worker;
    }
}
