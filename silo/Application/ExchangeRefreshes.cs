using MoCluster.GrainInterfaces;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;
using MoCluster.Silo.Triggers.Amqp;

namespace MoCluster.Silo.Application;

/// <summary>
/// Refreshes that go to an exchange of AMQP instead of to listeners (docs/os2mo.md §6). They are published at once, need no commit, and run no triggers.
/// </summary>
/// <param name="broker">Publishes messages.</param>
/// <param name="options">Says whether AMQP is enabled.</param>
internal sealed class ExchangeRefreshes(AmqpBroker broker, AmqpOptions options)
{
    /// <summary>The longest name of an exchange, in characters: AMQP allows 127.</summary>
    private const int LongestName = 127;

    /// <summary>Checks that a refresh may go to an exchange.</summary>
    /// <param name="exchange">The exchange; null for a refresh that goes to listeners.</param>
    /// <param name="isTargeted">Whether the caller named an owner or a listener too.</param>
    /// <exception cref="RefusedException">It may not.</exception>
    public void Check(string? exchange, bool isTargeted)
    {
        if (exchange is null)
            return;
        if (isTargeted)
        {
            throw Refusals.InvalidInput(
                "listener/owner and exchange are mutually exclusive. Exchanges are part of the legacy event system. If you are using GraphQL Events, do NOT use exchange.",
                "exchange");
        }

        if (exchange.Length is 0 or > LongestName)
            throw Refusals.InvalidInput($"exchange has {exchange.Length} characters; it must have from 1 to {LongestName}.", "exchange");
        if (!options.Enabled)
            throw Refusals.InvalidInput("AMQP is not enabled here, so nothing can be published to an exchange. Leave out exchange, or have Amqp:Enabled set.", "exchange");
    }

    /// <summary>Publishes the message about an object, and waits until the broker has confirmed it.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="type">The type of the object.</param>
    /// <param name="uuid">The uuid of the object.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="RefusedException">The broker did not confirm the message, which may have arrived all the same.</exception>
    public async Task PublishAsync(string exchange, string type, Guid uuid, CancellationToken cancellation)
    {
        try
        {
            await broker.PublishAsync(ChangeMessage.Of(exchange, type, uuid.ToString("D")), cancellation);
        }
        catch (Exception failure) when (failure is BrokerUnreachableException or BrokerRefusedException)
        {
            throw Refusals.ToException(new Refusal(
                ApiCode.Unavailable, $"{failure.Message} Some messages may have been published; repeat the refresh to publish all.", "exchange", Retriable: true));
        }
    }
}
