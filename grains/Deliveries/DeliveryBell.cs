using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces.Deliveries;

namespace MoCluster.Grains.Deliveries;

/// <summary>
/// Tells the grains of registrations that commits wrote deliveries for them. This is best effort: <see cref="DeliverySweep"/> makes up for a ring that is lost.
/// </summary>
/// <remarks>
/// Grains only hand registrations in; a loop outside of any grain calls. While a call to a registration's grain is under way, further rings for it become one.
/// </remarks>
/// <param name="grains">Reaches the grains.</param>
/// <param name="logger">Logs failures.</param>
public sealed class DeliveryBell(IGrainFactory grains, ILogger<DeliveryBell> logger)
{
    private readonly Lock _gate = new();
    private readonly HashSet<Guid> _waiting = [];
    private readonly HashSet<Guid> _underWay = [];
    private TaskCompletionSource _ready = NewSignal();

    /// <summary>Rings for registrations. It returns at once; any thread may call it. There are no more rings in memory than registrations.</summary>
    /// <param name="registrations">The registrations.</param>
    public void Ring(IEnumerable<Guid> registrations)
    {
        ArgumentNullException.ThrowIfNull(registrations);
        lock (_gate)
        {
            var before = _waiting.Count;
            _waiting.UnionWith(registrations);
            if (_waiting.Count > before)
                _ready.TrySetResult();
        }
    }

    /// <summary>
    /// Waits until there is somebody to call, and calls. A hosted service of every silo calls this again and again. It must not run twice at a time.
    /// </summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The pause before the next call: none.</returns>
    public async Task<TimeSpan> RunOnceAsync(CancellationToken cancellation)
    {
        var ready = _ready;
        await using (cancellation.UnsafeRegister(static (signal, token) => ((TaskCompletionSource)signal!).TrySetCanceled(token), ready))
            await ready.Task;
        // Let others run first: the commits of a batch are answered together, so the rest of them are about to ring too.
        await Task.Yield();
        foreach (var registration in Take())
            _ = CallAsync(registration);
        return TimeSpan.Zero;
    }

    private List<Guid> Take()
    {
        lock (_gate)
        {
            _ready = NewSignal();
            var taken = _waiting.Where(registration => !_underWay.Contains(registration)).ToList();
            _waiting.ExceptWith(taken);
            _underWay.UnionWith(taken);
            return taken;
        }
    }

    private async Task CallAsync(Guid registration)
    {
        try
        {
            await grains.GetDeliveries(registration).RingAsync();
        }
        catch (Exception exception)
        {
            logger.DeliveryRingFailed(exception, registration);
        }
        finally
        {
            Called(registration);
        }
    }

    private void Called(Guid registration)
    {
        lock (_gate)
        {
            _underWay.Remove(registration);
            if (_waiting.Contains(registration))
                _ready.TrySetResult();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
