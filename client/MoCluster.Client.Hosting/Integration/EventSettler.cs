using MoCluster.Client.Hosting.Handling;
using Microsoft.Extensions.Logging;

namespace MoCluster.Client.Hosting.Integration;

/// <summary>Settles events, and goes on trying while the server cannot be reached, so that what was handled once is not handled again for that.</summary>
internal sealed class EventSettler(string name, TimeProvider time, ILogger log)
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
