using System.Collections.Immutable;

namespace MoCluster.History.Workload;

/// <summary>Where the silos under load listen at the moment. Whoever kills one takes it out, and puts in the one that comes back.</summary>
public sealed class Endpoints
{
    private readonly Lock _lock = new();
    private ImmutableArray<Uri> _addresses;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Silos that listen already.</summary>
    /// <param name="addresses">Their addresses.</param>
    public Endpoints(params Uri[] addresses) => _addresses = [.. addresses];

    /// <summary>A silo listens.</summary>
    /// <param name="address">Where.</param>
    public void Add(Uri address) => Change(addresses => addresses.Add(address));

    /// <summary>A silo does not listen any more. Clients notice that by themselves too; this spares them the attempts.</summary>
    /// <param name="address">Where it listened.</param>
    public void Remove(Uri address) => Change(addresses => addresses.Remove(address));

    /// <summary>One of the silos, when there is one.</summary>
    /// <param name="random">Draws which.</param>
    /// <param name="cancellation">Ends the wait for one.</param>
    public async Task<Uri> NextAsync(Random random, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (!_addresses.IsEmpty)
                    return _addresses[random.Next(_addresses.Length)];
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellation);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Change(Func<ImmutableArray<Uri>, ImmutableArray<Uri>> change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _addresses = change(_addresses);
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
    }
}
