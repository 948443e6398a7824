using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Events;

/// <summary>Shows what became of events that a verb settled.</summary>
/// <param name="run">The run.</param>
internal sealed class SettledEvents(VerbRun run)
{
    private int _done;
    private int _ended;

    /// <summary>Counts what became of a batch.</summary>
    /// <param name="stood">For each event, whether its lease stood.</param>
    public void Add(IReadOnlyList<bool> stood)
    {
        _done += stood.Count(one => one);
        _ended += stood.Count(one => !one);
    }

    /// <summary>Shows all batches together.</summary>
    /// <param name="what">What was done, for example <c>parked</c>.</param>
    public ExitCode Show(string what)
    {
        var ended = _ended > 0 ? $" The lease of {_ended} had ended already; nothing was done to {(_ended == 1 ? "it" : "them")}." : "";
        run.Screen.ShowDone($"{_done} {what}.{ended}", writer =>
        {
            writer.WriteNumber(what, _done);
            writer.WriteNumber("ended", _ended);
        });
        return _ended > 0 || _done == 0 ? ExitCode.Nothing : ExitCode.Done;
    }
}
