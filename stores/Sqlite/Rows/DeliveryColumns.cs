using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Stores.Sqlite.Connections;

namespace MoCluster.Stores.Sqlite.Rows;

/// <summary>A delivery as a row.</summary>
internal static class DeliveryColumns
{
    private const int SealColumn = 12;

    /// <summary>Reads the delivery in the current row of a statement that selects all columns.</summary>
    /// <exception cref="SqliteDamagedException">It is not as it was written.</exception>
    public static DeliveryRow Read(SqliteStatement row)
    {
        row.CheckSeal(SealColumn);
        return new DeliveryRow(
            row.Uuid(1),
            row.Int64(0),
            new ObjectKey(row.Text(2), row.Uuid(3)),
            ImmutableCollectionsMarshal.AsImmutableArray(row.Bytes(11).ToArray()),
            row.IsNull(9) ? null : row.Text(9),
            row.Instant(4),
            row.Int32(5),
            row.Instant(6),
            row.Flag(7),
            row.IsNull(10) ? null : row.Text(10));
    }

    /// <summary>Reads a delivery by its number; null if there is none.</summary>
    /// <exception cref="SqliteDamagedException">It is not as it was written.</exception>
    public static DeliveryRow? Find(SqliteConnection connection, long number) =>
        connection.Statement("Read/delivery").With(number).First(Read);

    /// <summary>Writes a delivery.</summary>
    /// <param name="connection">The writing connection.</param>
    /// <param name="row">The delivery.</param>
    /// <param name="isHead">Whether it is the first of its registration and object that waits.</param>
    public static void Write(SqliteConnection connection, DeliveryRow row, bool isHead) => connection.Statement("Write/put_delivery")
        .With(row.Number).With(row.Registration).With(row.Object.Type).With(row.Object.Uuid).With(row.Time).With(row.Attempts).With(row.Due)
        .With(row.Parked).With(isHead).With(row.Route).With(row.Reason).With(row.Payload.AsSpan()).Seal().Run();
}
