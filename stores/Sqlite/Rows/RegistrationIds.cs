using MoCluster.Stores.Formats;

namespace MoCluster.Stores.Sqlite.Rows;

/// <summary>
/// Where the registrations of an object are: the ids of the last ones are in the object's row, those of older ones in rows of 128. So reading an object with its
/// history follows one list, and the row of an object with a long history stays small.
/// </summary>
internal static class RegistrationIds
{
    /// <summary>How many ids a row of older registrations holds.</summary>
    public const int ChunkSize = 128;

    /// <summary>Writes ids, ascending.</summary>
    public static byte[] Write(RowWriter writer, ReadOnlySpan<long> ids)
    {
        var before = 0L;
        writer.Number(ids.Length);
        foreach (var id in ids)
        {
            writer.Number(id - before);
            before = id;
        }

        return writer.Take();
    }

    /// <summary>Reads ids.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static List<long> Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new RowReader(bytes);
        var ids = new List<long>(checked((int)reader.Number()));
        var before = 0L;
        while (ids.Count < ids.Capacity)
            ids.Add(before += reader.Number());
        return ids;
    }
}
