using System.Diagnostics;
using MoCluster.Client.Telemetry;

namespace MoCluster.Client;

/// <summary>Sends events to a namespace, and measures it.</summary>
internal static class Publication
{
    /// <summary>Sends events, all of them or none.</summary>
    /// <param name="namespaceName">The namespace.</param>
    /// <param name="outgoing">The events.</param>
    /// <param name="options">The idempotency id; a fresh one when null.</param>
    /// <param name="send">Sends them under an idempotency id, as often as is needed.</param>
    /// <param name="clock">Measures how long it takes.</param>
    public static async Task<IReadOnlyList<long>> SendAsync(
        string namespaceName,
        IReadOnlyList<OutgoingEvent> outgoing,
        SendOptions? options,
        Func<string, Task<IReadOnlyList<long>>> send,
        TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(namespaceName);
        ArgumentNullException.ThrowIfNull(outgoing);
        if (outgoing.Count == 0)
            return [];
        using var activity = MoTelemetry.StartSend(namespaceName, outgoing);
        var started = clock.GetTimestamp();
        try
        {
            var numbers = await send(options?.IdempotencyId ?? Guid.NewGuid().ToString("N")).ConfigureAwait(false);
            MoTelemetry.Sent(namespaceName, numbers.Count, clock.GetElapsedTime(started), error: null);
            return numbers;
        }
        catch (Exception failure)
        {
            var code = (failure as MoException)?.Code ?? failure.GetType().Name;
            MoTelemetry.Sent(namespaceName, outgoing.Count, clock.GetElapsedTime(started), code);
            activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
            throw;
        }
    }
}
