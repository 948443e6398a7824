using System.Text;
using MoCluster.Stores.Journal.Files;

namespace MoCluster.Stores.Journal.Recovery;

/// <summary>The file that says which life of the data a directory holds. A restore gives it another content.</summary>
internal static class IncarnationFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "incarnation";

    private const string Unfinished = Name + ".tmp";

    /// <summary>Reads the incarnation, or makes one for an empty directory.</summary>
    /// <exception cref="JournalDamagedException">The file is unreadable, or missing beside a log.</exception>
    public static Guid ReadOrCreate(IJournalFiles files, string directory)
    {
        var path = Path.Combine(directory, Name);
        var names = files.List(directory);
        if (names.Contains(Name))
            return Read(files, path);

        if (names.Any(name => Log.LogSegment.Parse(name) is not null || Snapshots.SnapshotFile.Parse(name) is not null))
            throw new JournalDamagedException(path, 0, "this file is missing beside a log");
        var incarnation = Guid.NewGuid();
        Write(files, directory, path, incarnation, names.Contains(Unfinished));
        return incarnation;
    }

    private static Guid Read(IJournalFiles files, string path)
    {
        using var file = files.OpenRead(path);
        var bytes = new byte[64];
        var text = Encoding.UTF8.GetString(bytes, 0, file.Read(bytes, 0)).Trim();
        return Guid.TryParseExact(text, "D", out var incarnation)
            ? incarnation
            : throw new JournalDamagedException(path, 0, "this file holds a uuid alone, and does not");
    }

    private static void Write(IJournalFiles files, string directory, string path, Guid incarnation, bool leftOver)
    {
        var unfinished = Path.Combine(directory, Unfinished);
        if (leftOver)
            files.Delete(unfinished);
        using (var file = files.Create(unfinished))
        {
            file.Write(Encoding.UTF8.GetBytes($"{incarnation:D}\n"), 0);
            file.Flush();
        }

        files.Rename(unfinished, path);
        files.FlushDirectory(directory);
    }
}
