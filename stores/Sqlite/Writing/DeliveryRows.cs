using MoCluster.GrainInterfaces.Objects;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Rows;

namespace MoCluster.Stores.Sqlite.Writing;

/// <summary>Writes the deliveries that a batch changed, and marks the first of each object that waits.</summary>
/// <param name="connection">The writing connection.</param>
internal sealed class DeliveryRows(SqliteConnection connection)
{
    /// <summary>Writes the deliveries of a batch.</summary>
    public void Write(WriteBatch batch)
    {
        if (batch.Deliveries.Count == 0)
            return;

        foreach (var queue in batch.Deliveries.GroupBy(number => QueueOf(batch, number)))
        {
            if (queue.Key is { } key)
                Write(batch, key, [.. queue]);
        }

        if (batch.State.LastDelivery > batch.Before.LastDelivery)
            connection.Statement("Write/put_last_delivery").With(1).With(batch.State.LastDelivery).Seal().Run();
    }

    /// <summary>The registration and object of a delivery; null if there is and was none.</summary>
    private static (Guid Registration, ObjectKey Object)? QueueOf(WriteBatch batch, long number) =>
        (batch.State.Deliveries.GetValueOrDefault(number) ?? batch.Loader.FormerDelivery(number)) is { } row ? (row.Registration, row.Object) : null;

    /// <summary>Writes the deliveries of one registration and object that the batch touched, and moves the mark if another one is the first now.</summary>
    private void Write(WriteBatch batch, (Guid Registration, ObjectKey Object) queue, SortedSet<long> touched)
    {
        var (formerHead, firstOther) = Waiting(queue, touched);
        var firstTouched = touched.Select(number => batch.State.Deliveries.GetValueOrDefault(number)).FirstOrDefault(row => row is { Parked: false })?.Number;
        var head = firstOther < firstTouched || firstTouched is null ? firstOther : firstTouched;
        foreach (var number in touched)
        {
            if (batch.State.Deliveries.TryGetValue(number, out var row))
                DeliveryColumns.Write(connection, row, number == head);
            else if (batch.Loader.FormerDelivery(number) is not null)
                connection.Statement("Write/drop_delivery").With(number).Run();
        }

        if (formerHead == head)
            return;
        if (formerHead is { } former && !touched.Contains(former))
            Mark(former, false);
        if (head is { } first && !touched.Contains(first))
            Mark(first, true);
    }

    /// <summary>Of the deliveries that waited before the batch: the first, and the first that the batch did not touch.</summary>
    private (long? Head, long? FirstOther) Waiting((Guid Registration, ObjectKey Object) queue, SortedSet<long> touched)
    {
        var row = connection.Statement("Judge/waiting_deliveries").With(queue.Registration).With(queue.Object.Type).With(queue.Object.Uuid);
        long? head = null;
        try
        {
            while (row.Read())
            {
                var number = row.Int64(0);
                head ??= number;
                if (!touched.Contains(number))
                    return (head, number);
            }

            return (head, null);
        }
        finally
        {
            row.Reset();
        }
    }

    private void Mark(long number, bool isHead)
    {
        if (DeliveryColumns.Find(connection, number) is { } row)
            DeliveryColumns.Write(connection, row, isHead);
    }
}
