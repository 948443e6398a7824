using System.Text;

namespace MoCluster.Silo.Triggers.Amqp;

/// <summary>Makes the messages about changes: the routing key is the type of the object, the body its uuid (docs/os2mo.md §6).</summary>
internal static class ChangeMessage
{
    /// <summary>Makes the message about a change.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="type">The type of the object.</param>
    /// <param name="uuid">The uuid of the object, in lower case.</param>
    public static BrokerMessage Of(string exchange, string type, string uuid) => new(exchange, type, Encoding.UTF8.GetBytes(uuid), "text/plain");
}
