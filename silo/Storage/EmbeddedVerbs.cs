using System.Globalization;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Hosting;
using MoCluster.Stores.Sqlite;
using MoCluster.Stores.Sqlite.Maintenance;

namespace MoCluster.Silo.Storage;

/// <summary>The verbs that maintain the embedded store, and what they print.</summary>
/// <param name="options">Name the store's directory.</param>
/// <param name="output">Receives the lines that say what was done.</param>
/// <param name="errors">Receives what is damaged.</param>
internal sealed class EmbeddedVerbs(SqliteOptions options, TextWriter output, TextWriter errors)
{
    /// <summary>Runs a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="file">The file of the backup; null for the store itself.</param>
    /// <returns>False if it found damage.</returns>
    /// <exception cref="StartException">It failed and changed nothing.</exception>
    public async Task<bool> RunAsync(Verb verb, string? file)
    {
        try
        {
            switch (verb)
            {
                case Verb.Backup:
                    await BackUpAsync(file!);
                    return true;
                case Verb.Restored:
                    await EndRestoreAsync();
                    return true;
                default:
                    return await VerifyAsync(file);
            }
        }
        catch (Exception refused) when (refused is SqliteMaintenanceException or SqliteInUseException or SqliteDamagedException
            or IOException or UnauthorizedAccessException)
        {
            throw new StartException(refused.Message, refused);
        }
    }

    private async Task BackUpAsync(string file)
    {
        var began = TimeProvider.System.GetTimestamp();
        var bytes = SqliteBackup.Write(options, file);
        await output.WriteLineAsync(Invariant($"Backup '{Path.GetFullPath(file)}' was written: {bytes / 1_048_576.0:0.0} MiB in {SecondsSince(began):0.0} s."));
    }

    private async Task EndRestoreAsync()
    {
        var restored = SqliteRestore.End(options);
        if (restored.DroppedWal)
            await output.WriteLineAsync("The WAL that the former database had left was deleted.");
        await output.WriteLineAsync(
            $"The store in '{Path.GetFullPath(options.Directory)}' has the incarnation {restored.Incarnation:D}: tokens and cursors from before the restore settle nothing.");
    }

    private async Task<bool> VerifyAsync(string? file)
    {
        var began = TimeProvider.System.GetTimestamp();
        var report = file is null ? SqliteVerification.OfDirectory(options) : SqliteVerification.OfFile(file);
        foreach (var problem in report.Problems)
            await errors.WriteLineAsync(problem);
        if (report.ProblemCount > report.Problems.Length)
            await errors.WriteLineAsync(Invariant($"… and {report.ProblemCount - report.Problems.Length} more"));

        foreach (var (table, rows) in report.Rows)
            await output.WriteLineAsync(Invariant($"{table,-20} {rows,12:N0} rows"));
        var what = report.ProblemCount == 0 ? "all is as it was written" : $"DAMAGED, {report.ProblemCount} problems";
        await output.WriteLineAsync(Invariant(
            $"'{report.File}': {what} (incarnation {report.Incarnation:D}, batch {report.LastBatch}, {SecondsSince(began):0.0} s)."));
        return report.ProblemCount == 0;
    }

    private static double SecondsSince(long began) => TimeProvider.System.GetElapsedTime(began).TotalSeconds;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
