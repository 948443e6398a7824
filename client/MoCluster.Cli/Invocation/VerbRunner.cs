using System.CommandLine;
using MoCluster.Cli.Output;
using MoCluster.Client;

namespace MoCluster.Cli.Invocation;

/// <summary>Runs a verb, and turns what happens into a message and an exit code.</summary>
internal static class VerbRunner
{
    /// <summary>POSIX' EPIPE, on Linux and macOS.</summary>
    private const int BrokenPipe = 32;

    /// <summary>Runs a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="cancellation">Is cancelled by Ctrl-C and by signals.</param>
    public static async Task<int> RunAsync(Verb verb, ParseResult parsed, CancellationToken cancellation)
    {
        await using var run = new VerbRun(parsed, cancellation);
        var screen = run.Screen;
        try
        {
            return (int)await verb.RunAsync(run).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return (int)(verb.EndsByInterruption(run) ? ExitCode.Done : ExitCode.Interrupted);
        }
        catch (CliException refusal)
        {
            return Fail(screen, refusal.Code, refusal.Message, null, refusal.ExitCode);
        }
        catch (MoException failure)
        {
            return Fail(screen, failure.Code, failure.Message, failure.Path, CodeOf(failure));
        }
        catch (IOException broken) when (broken.HResult == BrokenPipe)
        {
            // Whoever read the results has seen enough, as "| head" does.
            return (int)ExitCode.Done;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Fail(screen, "FILE", failure.Message, null, ExitCode.Refused);
        }
        catch (Exception defect)
        {
            return Fail(screen, "DEFECT", $"The tool itself failed. Please report this:\n{defect}", null, ExitCode.Defect);
        }
    }

    /// <summary>How the tool ends when a call failed.</summary>
    /// <param name="failure">Why it failed.</param>
    public static ExitCode CodeOf(MoException failure) => failure.IsRetriable || failure.Code == MoErrorCode.Unavailable ? ExitCode.Unreachable : ExitCode.Refused;

    private static int Fail(Screen screen, string code, string message, string? path, ExitCode exitCode)
    {
        screen.ShowError(code, message, path, (int)exitCode);
        return (int)exitCode;
    }
}
