using MoCluster.Cli.Invocation;
using MoCluster.Client;

namespace MoCluster.Cli.Events;

/// <summary>Listeners that the tool declares to look at streams, and deletes when it ends.</summary>
/// <param name="run">The run.</param>
internal sealed class OwnListeners(VerbRun run) : IAsyncDisposable
{
    /// <summary>How their user keys begin, so that those of a tool that was killed can be found and deleted.</summary>
    public const string Prefix = "mocluster-";

    private static readonly TimeSpan s_parting = TimeSpan.FromSeconds(5);

    private readonly List<MoListener> _all = [];

    /// <summary>The listeners.</summary>
    public IReadOnlyList<MoListener> All => _all;

    /// <summary>Declares a listener for each routing key.</summary>
    /// <param name="space">The namespace.</param>
    /// <param name="routingKeys">The routing keys.</param>
    /// <param name="from">Where to begin; with the next event when null.</param>
    public async Task DeclareAsync(string space, IReadOnlyList<string> routingKeys, ListenerPosition? from)
    {
        var name = $"{Prefix}{Guid.NewGuid():N}";
        foreach (var routingKey in routingKeys)
        {
            var declaration = new ListenerDeclaration(space, routingKey, routingKeys.Count == 1 ? name : $"{name}-{_all.Count + 1}");
            var listener = await run.Mo.Listeners.DeclareAsync(declaration, run.Cancellation).ConfigureAwait(false);
            _all.Add(listener);
            if (from is not null)
                await run.Mo.Listeners.SetPositionAsync(listener.Uuid, from, run.Cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes the listeners, also after Ctrl-C. One that is left would keep the log from being shortened, so the user is told.</summary>
    public async ValueTask DisposeAsync()
    {
        using var parting = new CancellationTokenSource(s_parting, run.Clock);
        foreach (var listener in _all)
        {
            try
            {
                await run.Mo.Listeners.DeleteAsync(listener.Uuid, deletePendingEvents: true, parting.Token).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is MoException { Code: not MoErrorCode.NotFound } or OperationCanceledException)
            {
                run.Screen.Warn($"The tool could not delete its listener ({failure.Message}). Delete it with: mocluster listeners delete {listener.Uuid:D} --pending");
            }
            catch (MoException)
            {
                // Somebody deleted it already.
            }
        }
    }
}
