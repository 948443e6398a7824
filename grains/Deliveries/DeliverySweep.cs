using System.Collections.Immutable;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Deliveries;

namespace MoCluster.Grains.Deliveries;

/// <summary>
/// Makes up for rings that were lost, and wakes grains whose deliveries become due: one query tells what is left to deliver for all registrations. A hosted
/// service runs this in every silo; it is harmless when several do.
/// </summary>
/// <param name="info">The store's clock.</param>
/// <param name="store">Has the deliveries.</param>
/// <param name="bell">Tells the grains.</param>
/// <param name="time">Measures how long a look takes.</param>
/// <param name="options">Says how often to look.</param>
public sealed class DeliverySweep(IStoreInfo info, IDeliveryStore store, DeliveryBell bell, TimeProvider time, DeliveryOptions options)
{
    /// <summary>The pause is at least this many times as long as the look took, so that it uses at most a twentieth of a connection.</summary>
    private const int LeastRest = 19;

    /// <summary>How often grains are told for which nothing is due: the registration may be gone, and only parked deliveries left of it.</summary>
    private static readonly TimeSpan TellAgain = TimeSpan.FromMinutes(1);

    private ImmutableArray<DeliveryBacklog> _backlogs = [];
    private long? _toldAll;

    /// <summary>What was left to deliver at the last look, ascending by registration. Any thread may read this.</summary>
    public ImmutableArray<DeliveryBacklog> Backlogs => _backlogs;

    /// <summary>Looks once. It must not run twice at a time.</summary>
    /// <param name="cancellation">Ends the look.</param>
    /// <returns>The pause until the next look.</returns>
    public async Task<TimeSpan> RunOnceAsync(CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        _backlogs = await ReadAsync(cancellation);

        var (now, tellsAll) = (info.Now, _toldAll is not { } told || time.GetElapsedTime(told, began) >= TellAgain);
        bell.Ring(_backlogs.Where(backlog => tellsAll || backlog.NextDue <= now).Select(backlog => backlog.Registration));
        _toldAll = tellsAll ? began : _toldAll;
        var rest = time.GetElapsedTime(began) * LeastRest;
        return rest > options.DeliverySweep ? rest : options.DeliverySweep;
    }

    private async Task<ImmutableArray<DeliveryBacklog>> ReadAsync(CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<DeliveryBacklog>();
        ImmutableArray<DeliveryBacklog> page;
        Guid? after = null;
        do
        {
            page = await store.ReadDeliveryBacklogsAsync(after, StoreLimits.MaxBatch, cancellation);
            found.AddRange(page);
            after = page.IsEmpty ? after : page[^1].Registration;
        }
        while (page.Length == StoreLimits.MaxBatch);
        return found.DrainToImmutable();
    }
}
