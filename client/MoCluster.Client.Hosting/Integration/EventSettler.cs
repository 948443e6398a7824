using MoCluster.Client.Hosting.Handling;
using Microsoft.Extensions.Logging;

namespace MoCluster.Client.Hosting.Integration;

/// <summary>Settles events, and goes on trying while the server cannot be reached, so that what was handled once is not handled again for that.</summary>
/// <param name="name">The namespace and the routing key.</param>
/// <param name="tokens">Gives back several events in one request.</param>
/// <param name="time">The clock of the pauses.</param>
/// <param name="log">Is told what goes wrong.</param>
internal sealed class EventSettler(string name, MoTokens tokens, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    /// <summary>Settles an event.</summary>
    /// <param name="held">The event.</param>
    /// <param name="settlement">How.</param>
    /// <param name="ending">Ends the attempts.</param>
    /// <returns>Whether it was settled. If not, it comes again.</returns>
    public async Task<bool> SettleAsync(HeldEvent held, Settlement settlement, CancellationToken ending)
    {
        try
        {
            while (true)
            {
                try
                {
                    return await SettleOnceAsync(held.Event, settlement, ending).ConfigureAwait(false);
                }
                catch (MoException unreachable) when (unreachable.IsRetriable && (settlement.Verb == SettlementVerb.Acknowledge || !held.LeaseLost.IsCancellationRequested))
                {
                    HostingLog.SettleDelayed(log, name, held.Subject, unreachable.Message);
                    await Task.Delay(s_pause, time, ending).ConfigureAwait(false);
                }
            }
        }
        catch (Exception failure)
        {
            HostingLog.NotSettled(log, name, held.Subject, failure.Message);
            return false;
        }
    }

    /// <summary>Gives back events that were not handled. If that fails, they come again when their leases end.</summary>
    /// <param name="held">The events.</param>
    /// <param name="ending">Ends the attempts.</param>
    public async Task GiveBackAsync(IReadOnlyList<HeldEvent> held, CancellationToken ending)
    {
        var (_, delay, reason) = Settlement.GivenBack;
        try
        {
            foreach (var some in held.Chunk(MoListenerOptionsRules.MaxWindow))
                await tokens.NakAsync([.. some.Select(one => one.Event.Token)], delay, reason, ending).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is MoException or OperationCanceledException)
        {
            HostingLog.NotGivenBack(log, held.Count, name, failure.Message);
        }
    }

    private static async Task<bool> SettleOnceAsync(MoEvent settled, Settlement settlement, CancellationToken ending)
    {
        switch (settlement.Verb)
        {
            case SettlementVerb.Acknowledge:
                await settled.AckAsync(ending).ConfigureAwait(false);
                return true;
            case SettlementVerb.Nack:
                return await settled.NakAsync(settlement.Delay, settlement.Reason, ending).ConfigureAwait(false);
            case SettlementVerb.Park:
                return await settled.ParkAsync(settlement.Reason, ending).ConfigureAwait(false);
            default:
                return false;
        }
    }
}
