using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Rows;

namespace MoCluster.Stores.Sqlite.Reading;

/// <summary>
/// The registrations of an object, by their numbers from 1. The object's row tells where the last ones are, other rows where older ones are; each of
/// these is read once.
/// </summary>
internal sealed class ObjectHistory
{
    private readonly SqliteConnection _connection;
    private readonly ObjectKey _key;
    private readonly List<long> _recent;
    private (long Chunk, List<long> Ids) _older = (-1, []);

    /// <summary>Looks an object up.</summary>
    public ObjectHistory(SqliteConnection connection, ObjectKey key)
    {
        (_connection, _key) = (connection, key);
        (Count, _recent) = connection.Statement("Read/objects").With(key.Type).With(key.Uuid).First(row => (row.Int64(2), IdsOf(row)));
    }

    /// <summary>How many registrations the object has; 0 if it does not exist.</summary>
    public long Count { get; }

    /// <summary>A registration.</summary>
    /// <param name="number">Its number, from 1 to <see cref="Count"/>.</param>
    public RegistrationRow this[long number]
    {
        get
        {
            var older = Count - _recent.Count;
            return Registration(_connection, number > older ? _recent[(int)(number - older - 1)] : Older(number));
        }
    }

    /// <summary>The ids of the last registrations, of a row of an object.</summary>
    public static List<long> IdsOf(SqliteStatement row)
    {
        row.CheckSeal(7);
        return RegistrationIds.Read(row.Bytes(5));
    }

    /// <summary>Reads a registration.</summary>
    /// <exception cref="SqliteDamagedException">It is missing, or not as it was written.</exception>
    public static RegistrationRow Registration(SqliteConnection connection, long id)
    {
        var found = connection.Statement("Read/registration").With(id).First(row =>
        {
            row.CheckSeal(9);
            return new RegistrationRow(
                row.Int64(3),
                row.Instant(4),
                row.Uuid(5),
                (MutationKind)row.Int32(6),
                row.IsNull(7) ? null : row.Text(7),
                ImmutableCollectionsMarshal.AsImmutableArray(row.Bytes(8).ToArray()));
        });
        return found ?? throw new SqliteDamagedException(connection.Path, $"registration {id} is missing");
    }

    private long Older(long number)
    {
        var chunk = (number - 1) / RegistrationIds.ChunkSize;
        if (_older.Chunk != chunk)
            _older = (chunk, OlderIds(chunk));
        return _older.Ids[(int)((number - 1) % RegistrationIds.ChunkSize)];
    }

    private List<long> OlderIds(long chunk)
    {
        var found = _connection.Statement("Read/older_registrations").With(_key.Type).With(_key.Uuid).With(chunk).First(row =>
        {
            row.CheckSeal(4);
            return RegistrationIds.Read(row.Bytes(3));
        });
        return found ?? throw new SqliteDamagedException(_connection.Path, $"the older registrations of {_key} are missing");
    }
}
