using System.CommandLine;
using MoCluster.Cli.Invocation;
using MoCluster.Cli.Objects;
using MoCluster.Cli.Output;
using MoCluster.Client;

namespace MoCluster.Cli.Transfer;

/// <summary>Exports objects.</summary>
internal sealed class ExportVerb : Verb
{
    private readonly Argument<string> _file = new("FILE")
    {
        Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => LinesOfInput.Sign, Description = "The file, which is written anew; - for standard output.",
    };

    private readonly Option<string[]> _types = new("--type", "-t") { HelpName = "TYPE", Description = "Only objects of this type, such as person. May be given more than once." };

    public ExportVerb()
        : base("export", "Export objects with their whole histories, also deleted ones, as of now: a line of JSON for each.")
    {
        Add(_file);
        Add(_types);
        _types.AcceptOnlyFromAmong([.. ObjectTypes.Names]);
    }

    public override async Task<ExitCode> RunAsync(VerbRun run)
    {
        var types = run.Get(_types) is { Length: > 0 } given ? given : null;
        if (run.Need(_file) is var file && file == LinesOfInput.Sign)
        {
            await foreach (var line in run.Mo.Objects.ExportAsync(new ExportOptions { Types = types }, run.Cancellation).ConfigureAwait(false))
                run.Screen.WriteRaw($"{line}\n");
            return ExitCode.Done;
        }

        var objects = await ProgressBar.ShowAsync(run.Screen, "Exporting", total: null, report => WriteAsync(run, file, types, report)).ConfigureAwait(false);
        run.Screen.ShowDone($"{objects} objects are in {file}.", writer =>
        {
            writer.WriteString("file", file);
            writer.WriteNumber("objects", objects);
        });
        return ExitCode.Done;
    }

    /// <summary>Writes the file whole or not at all, so that nobody takes a part for the whole.</summary>
    private static async Task<long> WriteAsync(VerbRun run, string file, string[]? types, Action<double> report)
    {
        var fresh = $"{file}.part";
        try
        {
            long objects;
            var destination = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
            await using (destination.ConfigureAwait(false))
            {
                var options = new ExportOptions { Types = types, Progress = new DirectProgress<long>(count => report(count)) };
                objects = await run.Mo.Objects.ExportAsync(destination, options, run.Cancellation).ConfigureAwait(false);
            }

            File.Move(fresh, file, overwrite: true);
            return objects;
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }
    }
}
