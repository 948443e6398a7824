using System.Collections.Immutable;

namespace MoCluster.History.Workload;

/// <summary>
/// The addresses at which silos under load listen at the moment. A test that kills a silo removes its address, and adds that of the silo
/// that replaces it.
/// </summary>
public sealed class Endpoints
{
    private readonly Lock _lock = new();
    private ImmutableArray<Uri> _addresses;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Creates the list with the silos that listen already.</summary>
    /// <param name="addresses">The addresses of the silos.</param>
    public Endpoints(params Uri[] addresses) => _addresses = [.. addresses];

    /// <summary>Adds a silo that now listens.</summary>
    /// <param name="address">The address of the silo.</param>
    public void Add(Uri address) => Change(addresses => addresses.Add(address));

    /// <summary>Removes a silo that no longer listens, so that clients do not try it.</summary>
    /// <param name="address">The address of the silo.</param>
    public void Remove(Uri address) => Change(addresses => addresses.Remove(address));

    /// <summary>Chooses a silo at random, and waits until there is one.</summary>
    /// <param name="random">Makes the choice.</param>
    /// <param name="cancellation">Ends the wait.</param>
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
