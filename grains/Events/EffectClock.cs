using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Events;

/// <summary>
/// Emits an event at every instant at which a validity begins or ends (seeds: «goes into or out of effect»). Each due instant is
/// published and struck in one commit that holds only while its row stands, so it happens once, on however many silos this runs,
/// and is caught up after a stop.
/// </summary>
/// <param name="store">Where due instants stand.</param>
/// <param name="doorbell">Tells the routers.</param>
/// <param name="catalogue">The types of objects.</param>
/// <param name="identifiers">Gives events their uuids.</param>
/// <param name="options">Its limits.</param>
/// <param name="logger">Where failures are told.</param>
public sealed class EffectClock(
    IStore store,
    Doorbell doorbell,
    ObjectCatalogue catalogue,
    IIdentifierSource identifiers,
    EffectClockOptions options,
    ILogger<EffectClock> logger)
{
    /// <summary>Publishes what has come due. Not to be run twice at a time in one process; on two silos it may.</summary>
    /// <param name="cancellation">Ends it between two batches.</param>
    /// <returns>The next due instant within the horizon; null when there is none, or when something has to be tried again later.</returns>
    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var now = store.Now;
            var due = await store.ReadDueAsync(now + options.Horizon, options.Batch, cancellation);
            var come = due.Where(row => row.Instant <= now).ToImmutableArray();
            if (come.IsEmpty)
                return due.IsEmpty ? null : due[0].Instant;
            if (await PublishAsync(come, cancellation) < come.Length)
                return null;
        }
    }

    private async Task<int> PublishAsync(ImmutableArray<DueInstant> due, CancellationToken cancellation)
    {
        var rows = await store.ReadObjectsAsync([.. due.Select(row => row.Object)], cancellation);
        // Handed to the store together: they share its groups.
        var done = await Task.WhenAll(due.Select((instant, index) => PublishOneAsync(instant, rows[index])));
        return done.Count(succeeded => succeeded);
    }

    private async Task<bool> PublishOneAsync(DueInstant due, ObjectRow? row)
    {
        try
        {
            var result = await store.CommitAsync(new Commit
            {
                Id = identifiers.Next(),
                Struck = [due],
                Events = row is null ? [] : [Draft(due.Object, row)],
            });
            // A refusal means that another silo was faster, or that the object changed: the row is gone either way.
            if (result.Committed)
                doorbell.Ring(result.Events);
            return true;
        }
        catch (Exception exception)
        {
            // Also an object that cannot be read: it must not hold up the others, and is tried again with every look.
            logger.DueEventFailed(exception, due.Object.ToString(), due.Instant);
            return false;
        }
    }

    private EventDraft Draft(ObjectKey key, ObjectRow row)
    {
        var type = catalogue[key.Type];
        var state = ObjectStateCodec.Decode(type, row.State.AsSpan());
        return new EventDraft(
            new StreamKey(type.Namespace, type.Name),
            identifiers.Next(),
            key.Uuid.ToString("D"),
            EventRecord.DefaultPriority,
            Derivation.EventKey(key.Uuid, state, null),
            new RegistrationReference(key, row.Number));
    }
}
