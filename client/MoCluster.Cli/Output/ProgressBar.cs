using System.Globalization;
using Spectre.Console;

namespace MoCluster.Cli.Output;

/// <summary>Shows how far a long work is, on the standard error of a terminal. Elsewhere it shows nothing.</summary>
internal static class ProgressBar
{
    /// <summary>Does the work.</summary>
    /// <param name="screen">The screen.</param>
    /// <param name="what">What is done, for example <c>Sending</c>.</param>
    /// <param name="total">How much there is to do; null if nobody knows: then it is counted.</param>
    /// <param name="work">Does it, and reports how much is done.</param>
    public static async Task<T> ShowAsync<T>(Screen screen, string what, double? total, Func<Action<double>, Task<T>> work)
    {
        if (screen.IsJson || screen.Errors.Profile.Capabilities is not { Ansi: true, Interactive: true })
            return await work(_ => { }).ConfigureAwait(false);
        ProgressColumn[] columns = total is null
            ? [new TaskDescriptionColumn(), new SpinnerColumn(), new ElapsedTimeColumn()]
            : [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()];
        screen.HasBar = true;
        try
        {
            return await ShowAsync(screen.Errors, columns, what, total, work).ConfigureAwait(false);
        }
        finally
        {
            screen.HasBar = false;
        }
    }

    private static Task<T> ShowAsync<T>(IAnsiConsole console, ProgressColumn[] columns, string what, double? total, Func<Action<double>, Task<T>> work) =>
        console.Progress().AutoClear(true).Columns(columns).StartAsync(async context =>
        {
            var task = context.AddTask(what, maxValue: total ?? 1);
            task.IsIndeterminate = total is null;
            return await work(Report).ConfigureAwait(false);

            void Report(double done)
            {
                if (total is null)
                    task.Description = string.Create(CultureInfo.InvariantCulture, $"{what}: {done:#,0}");
                else
                    task.Value = done;
            }
        });
}
