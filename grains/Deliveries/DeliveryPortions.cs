using System.Collections.Immutable;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Deliveries;

namespace MoCluster.Grains.Deliveries;

/// <summary>Replays, skips and drops many deliveries of a registration, a portion in each commit.</summary>
/// <param name="registration">The registration.</param>
/// <param name="services">What it works with.</param>
internal sealed class DeliveryPortions(Guid registration, DeliveryServices services)
{
    /// <summary>Changes deliveries with given numbers. Those that are gone are left out.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> ChangeAsync(ImmutableArray<long> numbers, Func<DeliveryKey, DeliveryChange> change)
    {
        var count = 0;
        foreach (var portion in numbers.Distinct().Chunk(services.Options.Portion))
        {
            var rows = await services.Store.ReadDeliveriesAsync(registration, [.. portion], CancellationToken.None);
            count += rows.Length;
            await CommitAsync(rows, change);
        }

        return count;
    }

    /// <summary>Changes all deliveries that are parked, or all that wait, up to <see cref="StoreLimits.MaxBatch"/>.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> ChangeAllAsync(bool parked, Func<DeliveryKey, DeliveryChange> change)
    {
        var (count, last) = (0, 0L);
        while (count < StoreLimits.MaxBatch)
        {
            var query = new DeliveryQuery(registration, parked, services.Options.Portion, last, WithPayload: false);
            var rows = await services.Store.ListDeliveriesAsync(query, CancellationToken.None);
            await CommitAsync(rows, change);
            count += rows.Length;
            if (rows.Length < services.Options.Portion)
                break;
            last = rows[^1].Number;
        }

        return count;
    }

    /// <summary>Deletes all deliveries: the registration is gone.</summary>
    /// <returns>How many there were.</returns>
    public async Task<long> DropAsync()
    {
        var count = 0L;
        foreach (var parked in new[] { false, true })
        {
            int dropped;
            do
            {
                dropped = await ChangeAllAsync(parked, static key => new DeliveryChange.Delivered(key));
                count += dropped;
            }
            while (dropped >= StoreLimits.MaxBatch);
        }

        return count;
    }

    private async Task CommitAsync(ImmutableArray<DeliveryRow> rows, Func<DeliveryKey, DeliveryChange> change)
    {
        if (rows.IsEmpty)
            return;
        var commit = new Commit { Id = services.Identifiers.Next(), DeliveryChanges = [.. rows.Select(row => change(row.Key))] };
        var result = await services.Store.CommitAsync(commit);
        if (!result.Committed)
            throw new InvalidOperationException($"A commit without preconditions was refused: {result.Refusal.Found}.");
    }
}
