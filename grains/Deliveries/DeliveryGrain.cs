using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Deliveries;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Deliveries;

namespace MoCluster.Grains.Deliveries;

/// <summary>Makes the deliveries of one registration, at least once, and in order for one object (docs/guarantees.md §1).</summary>
/// <param name="store">The store.</param>
/// <param name="targets">Says where deliveries go.</param>
/// <param name="time">The clock of waits.</param>
/// <param name="identifiers">Gives the ids of commits.</param>
/// <param name="options">The limits.</param>
/// <param name="logger">The log.</param>
[Reentrant, GrainType("mo.delivery")]
public sealed class DeliveryGrain(
    IStore store, IDeliveryTargets targets, TimeProvider time, IIdentifierSource identifiers, DeliveryOptions options, ILogger<DeliveryGrain> logger)
    : Grain, IDeliveryGrain
{
    private Guid _registration;
    private DeliveryPump? _pump;
    private DeliveryPortions? _portions;

    private DeliveryPump Pump => _pump ?? throw new InvalidOperationException("The grain is not activated yet.");

    private DeliveryPortions Portions => _portions ?? throw new InvalidOperationException("The grain is not activated yet.");

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _registration = Guid.ParseExact(this.GetPrimaryKeyString(), "D");
        var services = new DeliveryServices(store, targets, time, identifiers, options, logger);
        var alarm = new GrainAlarm(this, time, () => Pump.Proceed());
        _portions = new DeliveryPortions(_registration, services);
        _pump = new DeliveryPump(_registration, services, _portions, alarm, DeactivateOnIdle);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _pump?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public Task RingAsync()
    {
        Pump.Ring();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<Outcome<int>> ReplayAsync(Actor actor, ImmutableArray<long> numbers)
    {
        var outcome = await ChangeAsync(numbers, static key => new DeliveryChange.Replayed(key));
        if (outcome.Value > 0)
            logger.DeliveriesReplayed(actor.Uuid, outcome.Value, _registration);
        Pump.Ring();
        return outcome;
    }

    /// <inheritdoc/>
    public async Task<Outcome<int>> SkipAsync(Actor actor, ImmutableArray<long> numbers)
    {
        var outcome = await ChangeAsync(numbers, static key => new DeliveryChange.Delivered(key));
        if (outcome.Value > 0)
            logger.DeliveriesSkipped(actor.Uuid, outcome.Value, _registration);
        Pump.Ring();
        return outcome;
    }

    private async Task<Outcome<int>> ChangeAsync(ImmutableArray<long> numbers, Func<DeliveryKey, DeliveryChange> change)
    {
        if (numbers is { IsDefault: false, Length: > StoreLimits.MaxBatch })
        {
            return new Refusal(
                RefusalCode.InvalidInput, $"{numbers.Length} numbers are too many; send at most {StoreLimits.MaxBatch} at once.", "numbers");
        }

        try
        {
            return numbers.IsDefault ? await Portions.ChangeAllAsync(parked: true, change) : await Portions.ChangeAsync(numbers, change);
        }
        catch (StoreUnavailableException unavailable)
        {
            return new Refusal(RefusalCode.Overloaded, $"Not all was done; try again later. {unavailable.Message}", Retriable: true);
        }
        catch (CommitOutcomeUnknownException)
        {
            return new Refusal(RefusalCode.Superseded, "Not all may have been done. Try again: doing it twice does no harm.", Retriable: true);
        }
    }
}
