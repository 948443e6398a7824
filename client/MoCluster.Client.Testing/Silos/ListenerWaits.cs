namespace MoCluster.Client.Testing.Silos;

/// <summary>Waits for what becomes of listeners. The server is asked again and again, because it tells nobody of a status by itself.</summary>
/// <param name="client">A client of the silo.</param>
/// <param name="timeout">How long to wait.</param>
/// <param name="log">The log of the silo, for messages.</param>
internal sealed class ListenerWaits(MoClient client, TimeSpan timeout, SiloLog log)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(15);

    /// <summary>Waits until a listener is declared.</summary>
    public async Task<ListenerInfo> DeclaredAsync(string userKey, CancellationToken cancellation) =>
        (await UntilAsync(() => FindAsync(userKey, cancellation), found => found is not null, _ => $"There is no listener {userKey}", cancellation).ConfigureAwait(false))!.Info;

    /// <summary>Waits until a listener has handled what was committed before the call.</summary>
    public async Task HandledAsync(string userKey, CancellationToken cancellation)
    {
        var status = await StatusAsync(userKey, now => now.Parked > 0 || now is { Pending: 0, Leased: 0, Unread: 0 }, cancellation).ConfigureAwait(false);
        if (status.Parked > 0)
            throw new InvalidOperationException($"Events of {userKey} were parked: {await ParkedAsync(userKey, cancellation).ConfigureAwait(false)}");
    }

    /// <summary>Waits until the status of a listener, which knows of all that was committed before the call, is as it should be.</summary>
    public async Task<ListenerStatus> StatusAsync(string userKey, Func<ListenerStatus, bool> reached, CancellationToken cancellation)
    {
        var listener = await FindAsync(userKey, cancellation).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"There is no listener {userKey}. Wait for it with {nameof(MoTestSilo.WaitForListenerAsync)} before you send events.");
        return await UntilAsync(
            () => client.Listeners.GetStatusAsync(listener.Info.Uuid, cancellation),
            status => status.Head >= listener.Head && reached(status),
            status => $"The listener {userKey} is not where it should be: {status}",
            cancellation).ConfigureAwait(false);
    }

    private async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> reached, Func<T, string> open, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(timeout);
        while (true)
        {
            var answer = await ask().ConfigureAwait(false);
            if (reached(answer))
                return answer;
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"{open(answer)} after {timeout.TotalSeconds:0.#} s. The silo's log ends so:{Environment.NewLine}{log.End()}");
            await Task.Delay(s_pause, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<ListenerLag?> FindAsync(string userKey, CancellationToken cancellation) =>
        await client.Listeners.FindAsync(new ListenerFilter { UserKeys = [userKey] }, cancellation).FirstOrDefaultAsync(cancellation).ConfigureAwait(false);

    private async Task<string> ParkedAsync(string userKey, CancellationToken cancellation)
    {
        var filter = new EntryFilter { Listeners = new ListenerFilter { UserKeys = [userKey] }, Parked = true };
        var entries = client.Listeners.Queues.FindAsync(filter, cancellation).Take(10).Select(entry => $"{entry.Subject} ({entry.Reason})");
        return string.Join(", ", await entries.ToArrayAsync(cancellation).ConfigureAwait(false));
    }
}
