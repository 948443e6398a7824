using MoCluster.Cli.Invocation;
using MoCluster.Cli.Views;
using MoCluster.Client;

namespace MoCluster.Cli.Events;

/// <summary>Shows the events of listeners as they come. What was shown is acknowledged, or given back at the end.</summary>
/// <param name="run">The run.</param>
/// <param name="acknowledges">Whether it is acknowledged.</param>
/// <param name="count">How many events to show; all that come when null.</param>
internal sealed class EventTail(VerbRun run, bool acknowledges, int? count) : IAsyncDisposable
{
    /// <summary>Without acknowledgements no more than this are shown until leases end.</summary>
    private const int Window = 1000;

    private static readonly TimeSpan s_parting = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly List<MoEvent> _held = [];
    private readonly Dictionary<MoListener, MoEvent> _acknowledged = [];
    private string? _interruption;
    private int _shown;

    /// <summary>Shows events until there were enough, or the run is cancelled.</summary>
    /// <param name="listeners">The listeners.</param>
    public async Task ShowAsync(IReadOnlyList<MoListener> listeners)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(run.Cancellation);
        await Task.WhenAll(listeners.Select(listener => ShowAsync(listener, ending))).ConfigureAwait(false);
    }

    /// <summary>Sends what waits to be acknowledged, and gives back what is not.</summary>
    public async ValueTask DisposeAsync()
    {
        using var parting = new CancellationTokenSource(s_parting, run.Clock);
        try
        {
            // Acknowledgements go in order: when the last is done, all are.
            foreach (var last in _acknowledged.Values)
                await last.AckAsync(parting.Token).ConfigureAwait(false);
            foreach (var held in _held.Chunk(LinesOfInput.Batch))
                await run.Mo.Tokens.NakAsync([.. held.Select(one => one.Token)], TimeSpan.Zero, "It was looked at with mocluster listen.", parting.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is MoException or OperationCanceledException)
        {
            run.Screen.Warn($"The tool could not settle what it showed ({failure.Message}). It comes again when the leases end.");
        }
    }

    private async Task ShowAsync(MoListener listener, CancellationTokenSource ending)
    {
        try
        {
            var options = new ConsumeOptions { Window = count is { } most ? Math.Min(most, Window) : Window, Interrupted = TellInterruption };
            await foreach (var one in listener.ConsumeAsync(options, ending.Token).ConfigureAwait(false))
            {
                if (!Show(one))
                    break;
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Another listener had the last event, or failed, or the user has seen enough.
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Shows an event.</summary>
    /// <returns>Whether more are to be shown.</returns>
    private bool Show(MoEvent one)
    {
        lock (_lock)
        {
            _held.Add(one);
            if (_shown == count)
                return false;
            _interruption = null;
            run.Screen.ShowLine(EventFields.All, one, shown => EventFields.Line(shown, run.Clock));
            if (acknowledges)
            {
                one.Ack();
                _acknowledged[one.Listener] = one;
                _held.RemoveAt(_held.Count - 1);
            }

            return ++_shown != count;
        }
    }

    private void TellInterruption(MoException interrupted)
    {
        lock (_lock)
        {
            if (_interruption != interrupted.Message)
                run.Screen.Warn($"{interrupted.Message.TrimEnd('.')}. Trying again.");
            _interruption = interrupted.Message;
        }
    }
}
