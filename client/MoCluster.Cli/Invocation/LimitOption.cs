using System.CommandLine;

namespace MoCluster.Cli.Invocation;

/// <summary>The most items that a list shows.</summary>
internal sealed class LimitOption : Option<int>
{
    private const int Default = 1000;

    /// <summary>Makes the option.</summary>
    public LimitOption()
        : base("--limit")
    {
        HelpName = "COUNT";
        Description = "Show at most so many.";
        DefaultValueFactory = _ => Default;
        Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--limit must be 1 or more.");
        });
    }

    /// <summary>Takes as many items as may be shown.</summary>
    /// <param name="run">The run.</param>
    /// <param name="items">The items.</param>
    /// <returns>The items, and whether there are more.</returns>
    public async Task<(IReadOnlyList<T> Found, bool More)> TakeAsync<T>(VerbRun run, IAsyncEnumerable<T> items)
    {
        var limit = run.Get(this);
        var found = await items.Take(limit + 1).ToListAsync(run.Cancellation).ConfigureAwait(false);
        return (found[..Math.Min(limit, found.Count)], found.Count > limit);
    }

    /// <summary>Tells the user if there are more items than are shown.</summary>
    /// <param name="run">The run.</param>
    /// <param name="more">Whether there are.</param>
    public void TellIfMore(VerbRun run, bool more)
    {
        if (more)
            run.Screen.Warn($"There are more than these {run.Get(this)}. --limit shows more.");
    }
}
