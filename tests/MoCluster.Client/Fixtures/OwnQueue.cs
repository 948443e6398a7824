namespace MoCluster.Client.Tests.Fixtures;

/// <summary>A namespace with a listener that no other test knows.</summary>
internal sealed class OwnQueue : IAsyncDisposable
{
    private OwnQueue(MoClient client, string space, MoListener listener) => (Client, Space, Listener) = (client, space, listener);

    public MoClient Client { get; }

    public string Space { get; }

    public MoListener Listener { get; }

    public static async Task<OwnQueue> PrepareAsync(MoClient client, Func<ListenerDeclaration, ListenerDeclaration>? change = null)
    {
        var space = $"own-{Guid.NewGuid():N}";
        await client.Namespaces.DeclareAsync(space);
        var declaration = new ListenerDeclaration(space, "r", "u");
        return new OwnQueue(client, space, await client.Listeners.DeclareAsync(change?.Invoke(declaration) ?? declaration));
    }

    public Task<IReadOnlyList<long>> SendAsync(params string[] subjects) =>
        Client.SendAsync(Space, [.. subjects.Select(subject => new OutgoingEvent("r", subject))]);

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
