using System.Net;
using System.Net.Sockets;

namespace MoCluster.Silo.Cluster;

/// <summary>
/// Finds a free port for software that must know its port before it listens, as Orleans does. The system's own choice (port 0) is not safe: it
/// comes from the range of ports for outgoing connections, so a connection may take the port before it is used. These ports lie below that
/// range on every system, and each process begins its search at a different one.
/// </summary>
internal static class FreePort
{
    /// <summary>The first port of the range.</summary>
    internal const int First = 20_000;

    /// <summary>The number of ports in the range. Linux uses ports from 32768 on for outgoing connections, other systems from 49152 on.</summary>
    internal const int Count = 12_000;

    /// <summary>The number of ports for each process. Processes that start together have neighbouring ids, so each gets its own ports.</summary>
    private const int Stride = 37;

    private static uint _last = (uint)Environment.ProcessId * Stride;

    /// <summary>Finds a free port. No port is returned twice before all of them were returned once.</summary>
    /// <param name="address">The address on which the port must be free.</param>
    /// <exception cref="InvalidOperationException">All ports of the range are taken.</exception>
    public static int Find(IPAddress address) =>
        Find(address, Enumerable.Range(0, Count).Select(_ => First + (int)(Interlocked.Increment(ref _last) % Count)));

    /// <summary>Finds the first free port of some.</summary>
    /// <param name="address">The address on which the port must be free.</param>
    /// <param name="ports">The candidates, in the order of the search.</param>
    /// <exception cref="InvalidOperationException">All candidates are taken.</exception>
    internal static int Find(IPAddress address, IEnumerable<int> ports)
    {
        foreach (var port in ports)
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(address, port));
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Try the next one. Windows also denies ports that it has reserved.
            }
        }

        throw new InvalidOperationException($"Every port of {address} that a silo may take is in use; set a free one.");
    }
}
