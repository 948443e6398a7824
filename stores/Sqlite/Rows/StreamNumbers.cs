using System.Collections.Concurrent;
using MoCluster.GrainInterfaces;

namespace MoCluster.Stores.Sqlite.Rows;

/// <summary>The ids of streams. An event block's id begins with its stream's.</summary>
internal sealed class StreamNumbers
{
    private const int NumberBits = 40;
    private const long MostId = (1L << 22) - 1;

    /// <summary>The highest number that a block's id can hold; no stream reaches it.</summary>
    public const long MostNumber = (1L << NumberBits) - 1;

    private readonly ConcurrentDictionary<StreamKey, long> _ids = [];
    private readonly ConcurrentDictionary<long, StreamKey> _streams = [];
    private long _last;

    /// <summary>Adds a stream that the database knows.</summary>
    public void Add(StreamKey stream, long id)
    {
        _ids[stream] = id;
        _streams[id] = stream;
        _last = Math.Max(_last, id);
    }

    /// <summary>The id of a stream; null if it has no events yet.</summary>
    public long? Find(StreamKey stream) => _ids.TryGetValue(stream, out var id) ? id : null;

    /// <summary>The stream with an id.</summary>
    public StreamKey this[long id] => _streams[id];

    /// <summary>Gives a new stream an id.</summary>
    /// <exception cref="InvalidOperationException">There are 4 194 303 streams already.</exception>
    public long Next(StreamKey stream)
    {
        if (_last >= MostId)
            throw new InvalidOperationException($"The store holds {MostId} streams, which is as many as it can.");
        Add(stream, _last + 1);
        return _last;
    }

    /// <summary>The id of the event block that ends with a number.</summary>
    public static long Block(long stream, long number) => (stream << NumberBits) | number;

    /// <summary>The id of an event block's stream.</summary>
    public static long StreamOf(long block) => block >> NumberBits;

    /// <summary>The number of the last event of an event block.</summary>
    public static long LastOf(long block) => block & MostNumber;
}
