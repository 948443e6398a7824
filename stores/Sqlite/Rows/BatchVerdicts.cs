using MoCluster.GrainInterfaces;
using MoCluster.Stores.Formats;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Sqlite.Rows;

/// <summary>What the commits of a batch were given, as bytes: the ids of the streams and the times of their events, then a <see cref="BatchFormat"/>.</summary>
internal static class BatchVerdicts
{
    /// <summary>Writes verdicts.</summary>
    /// <param name="given">The commits that became true, and their assignments.</param>
    /// <param name="idOf">The id of a stream.</param>
    public static byte[] Write(IReadOnlyList<(Guid Commit, Assignment Given)> given, Func<StreamKey, long> idOf)
    {
        // The events of a stream have one time in a batch.
        var places = new Dictionary<StreamKey, int>();
        var header = new RowWriter();
        foreach (var run in given.SelectMany(each => each.Given.Streams))
        {
            if (!places.TryAdd(run.Stream, places.Count))
                continue;
            header.Number(idOf(run.Stream));
            header.Instant(run.Time);
        }

        var writer = new RowWriter();
        writer.Number(places.Count);
        var streams = header.Take();
        var verdicts = BatchFormat.Write(given, stream => places[stream]);
        streams.CopyTo(writer.Reserve(streams.Length));
        verdicts.CopyTo(writer.Reserve(verdicts.Length));
        return writer.Take();
    }

    /// <summary>Reads verdicts.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="streamOf">The stream with an id.</param>
    /// <exception cref="InvalidDataException">The bytes are damaged, or of a later version.</exception>
    public static List<(Guid Commit, Assignment Given)> Read(ReadOnlySpan<byte> bytes, Func<long, StreamKey> streamOf)
    {
        var reader = new RowReader(bytes);
        var count = checked((int)reader.Number());
        var streams = new StreamKey[count];
        var times = new DateTime[count];
        for (var i = 0; i < count; i++)
            (streams[i], times[i]) = (streamOf(reader.Number()), reader.Instant().UtcDateTime);
        return BatchFormat.Read(reader.Rest, streams, new long[count], times);
    }
}
