using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace MoCluster.Simulator.State;

/// <summary>One stored state of one grain. Its operations run one after another.</summary>
internal sealed class StoredState<TState>(string name, GrainId grainId, IGrainStorage storage) : IPersistentState<TState>, IStoredState
{
    private readonly GrainState<TState> _state = new(Activator.CreateInstance<TState>());
    private Task _last = Task.CompletedTask;

    /// <inheritdoc/>
    public TState State
    {
        get => _state.State!;
        set => _state.State = value;
    }

    /// <inheritdoc/>
    public string? Etag => _state.ETag;

    /// <inheritdoc/>
    public bool RecordExists => _state.RecordExists;

    /// <inheritdoc/>
    public Task ReadStateAsync() => InTurn(() => storage.ReadStateAsync(name, grainId, _state));

    /// <inheritdoc/>
    public Task WriteStateAsync() => InTurn(() => storage.WriteStateAsync(name, grainId, _state));

    /// <inheritdoc/>
    public Task ClearStateAsync() => InTurn(async () =>
    {
        await storage.ClearStateAsync(name, grainId, _state);
        _state.State = Activator.CreateInstance<TState>();
    });

    private Task InTurn(Func<Task> operation) => _last = After(_last, operation);

    private static async Task After(Task before, Func<Task> operation)
    {
        // The operation before reports its failure to its own caller.
        await before.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        await operation();
    }
}
