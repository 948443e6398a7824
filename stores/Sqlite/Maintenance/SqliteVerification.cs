using System.Collections.Immutable;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Files;
using MoCluster.Stores.Sqlite.Maintenance.Verifying;
using MoCluster.Stores.Sqlite.Opening;

namespace MoCluster.Stores.Sqlite.Maintenance;

/// <summary>
/// Reads all of a database, as of one moment, and tells everything that is not as it was written. It holds a few rows at a time, however large the database is; a
/// silo may run on it.
/// </summary>
public static class SqliteVerification
{
    /// <summary>Verifies the database of a store's directory, and that it ends no earlier than was confirmed.</summary>
    /// <param name="options">Name the directory.</param>
    /// <exception cref="SqliteMaintenanceException">There is no database, or not one of this build.</exception>
    /// <exception cref="SqliteDamagedException">SQLite cannot read the file at all.</exception>
    public static VerificationReport OfDirectory(SqliteOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var path = StoredDatabase.Find(options.Directory);

        // What was confirmed before the view of the database began is in it; a silo that runs confirms more meanwhile.
        var mark = new FileInfo(Path.Combine(options.Directory, ConfirmedOrdinal.FileName));
        var confirmed = mark.Exists ? ConfirmedOrdinal.Parse(ReadShared(mark.FullName)) : null;
        return Verify(path, (report, problems) => CheckMark(report, confirmed, problems));
    }

    /// <summary>Verifies a file, for example a backup.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="SqliteMaintenanceException">It does not exist, or is not a database of this build.</exception>
    /// <exception cref="SqliteDamagedException">SQLite cannot read the file at all.</exception>
    public static VerificationReport OfFile(string file)
    {
        var path = Path.GetFullPath(file);
        return File.Exists(path)
            ? Verify(path, static (_, _) => { })
            : throw new SqliteMaintenanceException($"there is no file '{path}'.");
    }

    private static VerificationReport Verify(string path, Action<VerificationReport, FoundProblems> checkMark)
    {
        using var connection = StoredDatabase.OpenRead(path);
        var problems = new FoundProblems(path);
        var report = new VerificationReport(path, Guid.Empty, 0, ImmutableSortedDictionary<string, long>.Empty, [], 0);
        problems.Within("incarnation", () => connection.InOneView(() => report = ReadAll(connection, problems, report)));
        checkMark(report, problems);
        return report with { Problems = problems.Told, ProblemCount = problems.Count };
    }

    private static VerificationReport ReadAll(SqliteConnection connection, FoundProblems problems, VerificationReport report)
    {
        problems.Within("sqlite_schema", () => CheckStructure(connection, problems));
        report = report with { Rows = new SealCheck(connection, problems).Run() };
        problems.Within("incarnation", () =>
        {
            if (connection.Statement("Load/incarnation").All(row => row.Uuid(0)) is [var incarnation])
                report = report with { Incarnation = incarnation };
            else
                problems.Add("incarnation", "the row is missing");
        });
        var listening = new ListeningCheck(connection, problems);
        problems.Within("batch", () => report = report with { LastBatch = listening.CheckBatches() });
        problems.Within("listener", listening.CheckListeners);
        problems.Within("event_block", new EventCheck(connection, problems).Run);
        problems.Within("delivery", () => DeliveryCheck.Run(connection, problems));
        new ObjectCheck(connection, problems).Run(report.Rows);
        return report;
    }

    /// <summary>The schema, and SQLite's own check: the pages of tables and indexes, and that each index has the rows of its table.</summary>
    private static void CheckStructure(SqliteConnection connection, FoundProblems problems)
    {
        if (SqliteSchema.Difference(connection) is { } difference)
            problems.AddOfFile(difference);
        using var check = connection.Once($"PRAGMA integrity_check({VerificationReport.MaxProblems})");
        while (check.Read())
        {
            if (check.Text(0) is var found and not "ok")
                problems.AddOfFile($"integrity_check: {found}");
        }
    }

    private static void CheckMark(VerificationReport report, (Guid Incarnation, long Ordinal)? confirmed, FoundProblems problems)
    {
        if (confirmed is not { } mark)
        {
            if (report.LastBatch > 0)
                problems.AddOfFile($"'{ConfirmedOrdinal.FileName}' beside it is missing or unreadable, so nobody can tell whether its end is missing");
        }
        else if (ConfirmedOrdinal.Contradiction(mark, report.Incarnation, report.LastBatch) is { } contradiction)
        {
            problems.AddOfFile(contradiction);
        }
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
