using MoCluster.Conformance.Engines.Hosting;

namespace MoCluster.Conformance.Engines.Grains;

/// <inheritdoc cref="IKeeper"/>
public sealed class KeeperGrain(
    [PersistentState("first", IEngineHost.Storage)] IPersistentState<KeeperState> first,
    [PersistentState("second", IEngineHost.Storage)] IPersistentState<KeeperState> second) : Grain, IKeeper
{
    private string? _readBeforeActivation;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _readBeforeActivation = first.State.Text;
        return Task.CompletedTask;
    }

    public Task<Kept> Read() => Task.FromResult(new Kept(
        $"{first.State.Text} {second.State.Text} {_readBeforeActivation}", first.RecordExists, first.Etag is not null));

    public async Task Set(string text, bool write)
    {
        first.State.Text = text;
        if (write)
            await first.WriteStateAsync();
    }

    public Task Clear() => first.ClearStateAsync();

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
