using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces;
using MoCluster.Stores.Journal.Files;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Journal.Log;

/// <summary>One file of the log, and what is known of its events. Only the last one still grows.</summary>
/// <param name="path">The file.</param>
/// <param name="first">The ordinal of its first frame.</param>
internal sealed class LogSegment(string path, long first)
{
    private const string Prefix = "log-";
    private const string Suffix = ".seg";

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>The ordinal of its first frame.</summary>
    public long First { get; } = first;

    /// <summary>The ordinal of its last frame; one below <see cref="First"/> when it has none.</summary>
    public long Last { get; set; } = first - 1;

    /// <summary>Up to where it holds frames that are on the disk, in bytes.</summary>
    public long Length { get; set; } = SegmentHeader.Length;

    /// <summary>The streams of which it holds events.</summary>
    public Dictionary<StreamKey, StreamIndex> Streams { get; } = [];

    /// <summary>A segment's file name.</summary>
    public static string NameOf(long first) => OrdinalName.Of(Prefix, first, Suffix);

    /// <summary>The first frame's ordinal that a file name says; null for another file's name.</summary>
    public static long? Parse(string name) => OrdinalName.Parse(Prefix, name, Suffix);

    /// <summary>Notes the events of one commit in a frame.</summary>
    public void Note(StreamAssignment run, LaneSet lanes, long offset)
    {
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(Streams, run.Stream, out _);
        index ??= new StreamIndex(run.First);
        index.Add(run.First, run.Count, run.Time, offset, lanes);
    }
}
