using System.Net;
using System.Net.Sockets;

namespace MoCluster.Silo.Cluster;

/// <summary>
/// A port for whoever must be told its port before it listens there. One that the system gives away (port 0) may be taken again before
/// it is used, by any connection that this machine opens meanwhile, for those have their ports from the same range; so these lie below
/// every system's range for them, and processes begin at different ones.
/// </summary>
internal static class FreePort
{
    /// <summary>The first of them.</summary>
    internal const int First = 20_000;

    /// <summary>How many there are: Linux gives connections ports from 32768, others from 49152.</summary>
    internal const int Count = 12_000;

    /// <summary>Processes of one moment have neighbouring ids; this far apart, each has ports of its own.</summary>
    private const int Stride = 37;

    private static uint _last = (uint)Environment.ProcessId * Stride;

    /// <summary>A port at which nobody listens, and which this process was not given before, until all were.</summary>
    /// <param name="address">Where it is to be free.</param>
    /// <exception cref="InvalidOperationException">All of them are taken.</exception>
    public static int Find(IPAddress address) =>
        Find(address, Enumerable.Range(0, Count).Select(_ => First + (int)(Interlocked.Increment(ref _last) % Count)));

    /// <summary>The first of some ports at which nobody listens.</summary>
    /// <param name="address">Where it is to be free.</param>
    /// <param name="ports">The ports.</param>
    /// <exception cref="InvalidOperationException">All of them are taken.</exception>
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
                // The next one may be free; Windows denies ports that it has reserved.
            }
        }

        throw new InvalidOperationException($"Every port of {address} that may be given to a silo is taken; name one that is free.");
    }
}
