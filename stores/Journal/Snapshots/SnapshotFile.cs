using MoCluster.Stores.Journal.Files;

namespace MoCluster.Stores.Journal.Snapshots;

/// <summary>Names of snapshot files.</summary>
internal static class SnapshotFile
{
    /// <summary>What a file is called until it is complete.</summary>
    public const string Unfinished = ".tmp";

    private const string Prefix = "state-";
    private const string Suffix = ".snap";

    /// <summary>The name of the snapshot that covers all frames up to one.</summary>
    public static string NameOf(long ordinal) => OrdinalName.Of(Prefix, ordinal, Suffix);

    /// <summary>The ordinal that a file name says; null for another file's name.</summary>
    public static long? Parse(string name) => OrdinalName.Parse(Prefix, name, Suffix);
}
