using System.CommandLine;
using MoCluster.Cli.Invocation;
using MoCluster.Cli.Output;
using MoCluster.Client;

namespace MoCluster.Cli.Transfer;

/// <summary>Imports a file.</summary>
internal sealed class ImportVerb : Verb
{
    private readonly Argument<string> _file = new("FILE") { Description = "The file: a line of JSON for each object; - for standard input." };
    private readonly Option<string?> _id = new("--id") { HelpName = "ID", Description = "Names the import. The same file under the same id goes on where it stopped." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Check everything and write nothing." };
    private readonly Option<bool> _stop = new("--stop-on-error") { Description = "End at the first line that is refused." };
    private readonly Option<bool> _triggerless = new("--triggerless") { Description = "Run no triggers, for which you need the role triggerless." };
    private readonly Option<int?> _priority = new("--priority", "-p") { HelpName = "NUMBER", Description = "The priority of the events; a higher number than 10000 lets live events pass them." };

    public ImportVerb()
        : base("import", "Import objects. A refused line is told and stops no other; an interrupted import goes on by itself.")
    {
        Add(_file);
        foreach (Option option in new Option[] { _id, _dryRun, _stop, _triggerless, _priority })
            Add(option);
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var name = run.Need(_file);
        ImportResult result;
        if (name == LinesOfInput.Sign)
        {
            result = await ImportAsync(run, "Importing", total: null, options => run.Mo.Objects.ImportAsync(LinesAsync(run), options, run.Cancellation), progress => progress.Sent).ConfigureAwait(false);
        }
        else
        {
            var file = new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            await using var _ = file.ConfigureAwait(false);
            // The server takes lines no faster than it imports them, so how far the file was read is how far the import is.
            result = await ImportAsync(run, "Importing", file.Length, options => run.Mo.Objects.ImportAsync(file, options, run.Cancellation), _ => file.Position).ConfigureAwait(false);
        }

        run.Screen.ShowOne(TransferFields.Import, result);
        return result.Totals.Failed > 0 ? ExitCode.Refused : ExitCode.Done;
    }

    private Task<ImportResult> ImportAsync(
        VerbRun run, string what, double? total, Func<ImportOptions, Task<ImportResult>> import, Func<ImportProgress, double> done) =>
        ProgressBar.ShowAsync(run.Screen, what, total, report => import(new ImportOptions
        {
            Id = run.Get(_id),
            IsDryRun = run.Get(_dryRun),
            StopOnError = run.Get(_stop),
            IsTriggerless = run.Get(_triggerless),
            Priority = run.Get(_priority),
            Progress = new DirectProgress<ImportProgress>(progress => report(done(progress))),
            Refused = refusal => TellRefusal(run.Screen, refusal),
            Interrupted = interrupted => run.Screen.Warn($"{interrupted.Message.TrimEnd('.')}. Sending the file again."),
        }));

    private static void TellRefusal(Screen screen, ImportRefusal refusal)
    {
        if (screen.IsJson)
            screen.WriteRaw($"{JsonLine.Of(TransferFields.Refusal, refusal)}\n");
        else
            screen.Warn($"Line {refusal.Line}: {refusal.Code}: {refusal.Message}{(refusal.Path is { } path ? $" (at {path})" : "")}");
    }

    private static async IAsyncEnumerable<string> LinesAsync(VerbRun run)
    {
        while (await run.Input.ReadLineAsync(run.Cancellation).ConfigureAwait(false) is { } line)
            yield return line;
    }
}
