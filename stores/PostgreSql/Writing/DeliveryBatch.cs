using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.PostgreSql.Statements;
using NpgsqlTypes;

namespace MoCluster.Stores.PostgreSql.Writing;

/// <summary>
/// The deliveries that a batch writes, and what becomes of earlier ones, as columns of the statements that write them. Nothing is read before: a change of a
/// delivery that is gone meets no row.
/// </summary>
internal sealed class DeliveryBatch
{
    /// <summary>The queues that the batch touches, with the due instant that each gets if it is made.</summary>
    private readonly Dictionary<(Guid Registration, ObjectKey Object), long> _queues = [];
    private readonly List<(DeliveryWrite Write, DateTimeOffset Time)> _written = [];
    private readonly List<DeliveryKey> _gone = [];
    private readonly List<ChangedDelivery> _changed = [];

    /// <summary>Adds the deliveries of a commit.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="given">The commit's assignment.</param>
    public void Add(Commit commit, Assignment given)
    {
        foreach (var write in commit.Deliveries)
        {
            _written.Add((write, given.Time));
            _queues.TryAdd((write.Registration, write.Object), given.Time.UtcTicks);
        }

        foreach (var change in commit.DeliveryChanges)
        {
            // If the queue is missing and stays so, it is deleted again.
            _queues.TryAdd((change.Delivery.Registration, change.Delivery.Object), given.Time.UtcTicks);
            if (change is DeliveryChange.Delivered)
                _gone.Add(change.Delivery);
            else
                _changed.Add(ChangedDelivery.Of(change, given.Time));
        }
    }

    /// <summary>Adds the statements that write them.</summary>
    public void AddTo(StatementBatch statements)
    {
        if (_queues.Count == 0)
            return;

        statements.Add(OnQueues("Write/lock_delivery_queues", [.. _queues.Keys]).With(_queues.Values.ToArray()));
        if (_written.Count > 0)
            AddWritten(statements);
        if (_gone.Count > 0)
            statements.Add(OnDeliveries("Write/delete_deliveries", _gone));
        if (_changed.Count > 0)
        {
            statements.Add(OnDeliveries("Write/update_deliveries", [.. _changed.Select(change => change.Delivery)])
                .With(_changed.Select(change => change.Attempts).ToArray())
                .With(_changed.Select(change => change.DueTicks).ToArray())
                .With(_changed.Select(change => change.Parked).ToArray())
                .With(_changed.Select(change => change.Reason).ToArray()));
        }

        var touched = _gone.Concat(_changed.Select(change => change.Delivery)).Select(key => (key.Registration, key.Object)).Distinct().ToList();
        if (touched.Count > 0)
            statements.Add(OnQueues("Write/settle_delivery_queues", touched));
    }

    private void AddWritten(StatementBatch statements) => statements.Add(
        OnQueues("Write/insert_deliveries", [.. _written.Select(written => (written.Write.Registration, written.Write.Object))])
            .With(_written.Select(written => written.Time.UtcDateTime).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
            .With(_written.Select(written => written.Time.UtcTicks).ToArray())
            .With(_written.Select(written => written.Write.Route).ToArray())
            .With(_written.Select(written => ImmutableCollectionsMarshal.AsArray(written.Write.Payload)!).ToArray()));

    private static Npgsql.NpgsqlBatchCommand OnQueues(string statement, IReadOnlyCollection<(Guid Registration, ObjectKey Object)> queues) =>
        Statement.Of(statement)
            .With(queues.Select(queue => queue.Registration).ToArray())
            .With(queues.Select(queue => queue.Object.Type).ToArray())
            .With(queues.Select(queue => queue.Object.Uuid).ToArray());

    private static Npgsql.NpgsqlBatchCommand OnDeliveries(string statement, IReadOnlyCollection<DeliveryKey> deliveries) =>
        Statement.Of(statement)
            .With(deliveries.Select(key => key.Registration).ToArray())
            .With(deliveries.Select(key => key.Number).ToArray())
            .With(deliveries.Select(key => key.Object.Type).ToArray())
            .With(deliveries.Select(key => key.Object.Uuid).ToArray());

    /// <summary>The columns of a delivery that stays. Those that are null stay as they are.</summary>
    private sealed record ChangedDelivery(DeliveryKey Delivery, int Attempts, long? DueTicks, bool Parked, string? Reason)
    {
        public static ChangedDelivery Of(DeliveryChange change, DateTimeOffset now) => change switch
        {
            DeliveryChange.Retried retried => new(retried.Delivery, retried.Attempts, retried.Due.UtcTicks, false, retried.Reason),
            DeliveryChange.Parked parked => new(parked.Delivery, parked.Attempts, null, true, parked.Reason),
            _ => new(change.Delivery, 0, now.UtcTicks, false, null),
        };
    }
}
