using System.Collections.Immutable;
using MoCluster.Client.Transport;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Client.Grains;

/// <summary>Fetches and settles events at the grain of a listener group. Doing any of it twice is doing it once.</summary>
/// <param name="calls">Calls the grain.</param>
/// <param name="grain">The grain.</param>
/// <param name="owner">The owner of the listeners.</param>
internal sealed class GrainEventCalls(GrainCalls calls, IListenerGroupGrain grain, Actor owner) : IEventCalls
{
    private static readonly CallOptions s_acknowledge = new("acknowledge", IsRepeatable: true);
    private static readonly CallOptions s_nack = new("nack", IsRepeatable: true);
    private static readonly CallOptions s_park = new("park", IsRepeatable: true);

    private static readonly CallOptions s_touch = new("touch", IsRepeatable: true);

    /// <summary>How much longer than its wait a fetch may take until it counts as lost.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    /// <inheritdoc />
    public MoClientOptions Options => calls.Options;

    /// <summary>
    /// So short that a fetch at a silo that died is soon made again: nothing tells a client of Orleans that a silo died to which a gateway passed its call.
    /// </summary>
    public TimeSpan LongestWait { get; } = TimeSpan.FromSeconds(3);

    /// <inheritdoc />
    public async Task<IReadOnlyList<MoEvent>> FetchAsync(MoListener listener, int limit, TimeSpan wait, CancellationToken cancellation)
    {
        var found = await calls.AskAsync(
            new CallOptions("fetch", IsRepeatable: true) { Wait = wait },
            attempt => FetchOnceAsync(new Fetch(listener.Uuid, limit, wait), attempt),
            cancellation).ConfigureAwait(false);
        return [.. found.Select(delivery => ToEvent(delivery, listener))];
    }

    /// <inheritdoc />
    public IEventSource NewSource(MoListener listener, ConsumeOptions options) => new GrainSource(this, listener, options);

    /// <inheritdoc />
    public Task AckAsync(IReadOnlyList<string> tokens, CancellationToken cancellation) =>
        calls.AskAsync(s_acknowledge, _ => grain.AcknowledgeAsync(owner, [.. tokens]), cancellation);

    /// <inheritdoc />
    public async Task<IReadOnlyList<bool>> NakAsync(IReadOnlyList<string> tokens, TimeSpan? delay, string? reason, CancellationToken cancellation) =>
        [.. (await UseAsync(s_nack, tokens, TokenVerb.Nack, delay, reason, cancellation).ConfigureAwait(false)).Select(result => result.Stood)];

    /// <inheritdoc />
    public async Task<IReadOnlyList<bool>> ParkAsync(IReadOnlyList<string> tokens, string? reason, CancellationToken cancellation) =>
        [.. (await UseAsync(s_park, tokens, TokenVerb.Park, null, reason, cancellation).ConfigureAwait(false)).Select(result => result.Stood)];

    /// <inheritdoc />
    public async Task<IReadOnlyList<DateTimeOffset?>> TouchAsync(IReadOnlyList<string> tokens, TimeSpan? lease, CancellationToken cancellation) =>
        [.. (await UseAsync(s_touch, tokens, TokenVerb.Touch, lease, null, cancellation).ConfigureAwait(false)).Select(result => result.Until)];

    /// <summary>Fetches once. The answer is awaited also when the caller ends the wait, because the grain may have leased events by then.</summary>
    /// <param name="fetch">The fetch.</param>
    /// <param name="cancellation">Ends the wait at the grain.</param>
    /// <exception cref="TimeoutException">The grain did not answer in time.</exception>
    public Task<Outcome<ImmutableArray<Delivery>>> FetchOnceAsync(Fetch fetch, CancellationToken cancellation) =>
        grain.FetchAsync(owner, fetch, cancellation).WaitAsync(fetch.Wait + s_patience, calls.Options.TimeProvider, CancellationToken.None);

    /// <summary>Makes an event of a delivery.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="listener">The listener that it comes from.</param>
    public static MoEvent ToEvent(Delivery delivery, MoListener listener) => new(listener)
    {
        Uuid = delivery.Event.Uuid,
        Subject = delivery.Event.Subject,
        Priority = delivery.Priority,
        Token = delivery.Token,
        Number = delivery.Event.Number,
        Time = delivery.Event.Time,
        Key = delivery.Event.Key,
        RegistrationId = delivery.Event.Registration?.Number,
        Attempt = delivery.Attempt,
        LeasedUntil = delivery.Until,
        TraceParent = delivery.Event.TraceParent,
    };

    private async Task<IEnumerable<TokenResult>> UseAsync(
        CallOptions call, IReadOnlyList<string> tokens, TokenVerb verb, TimeSpan? delay, string? reason, CancellationToken cancellation)
    {
        return await calls.AskAsync(
            call, _ => grain.UseTokensAsync(owner, [.. tokens.Select(token => new TokenCommand(token, verb, delay, reason))]), cancellation).ConfigureAwait(false);
    }
}
