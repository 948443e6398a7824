using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MoCluster.Faults.Http;

/// <summary>A connection on which anything can be sent, well-formed or not.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Connects to a silo.</summary>
    public static async Task<RawConnection> OpenAsync(Uri address, CancellationToken cancellation)
    {
        var connection = new RawConnection();
        try
        {
            await connection._socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(address.Host), address.Port), cancellation);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A complete POST to /graphql.</summary>
    public static byte[] Post(string json, params string[] headers)
    {
        var body = Encoding.UTF8.GetBytes(json);
        return [.. Head(["Content-Type: application/json", $"Content-Length: {body.Length}", .. headers]), .. body];
    }

    /// <summary>The first line and the headers of a POST to /graphql.</summary>
    public static byte[] Head(params string[] headers) =>
        Encoding.ASCII.GetBytes($"POST /graphql HTTP/1.1\r\nHost: localhost\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n");

    /// <summary>Sends bytes.</summary>
    /// <returns>False when the other side does not accept bytes any more.</returns>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[await _socket.SendAsync(bytes, cancellation)..];
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Reads until the other side closes or resets the connection.</summary>
    public async Task<string> ReadToEndAsync(CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        try
        {
            while (await _socket.ReceiveAsync(buffer, cancellation) is > 0 and var read)
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (SocketException)
        {
            // A reset ends it as well.
        }

        return text.ToString();
    }

    /// <summary>Reads until a text arrives or the other side closes. Returns everything that was read.</summary>
    public async Task<string> ReadUntilAsync(string end, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        try
        {
            while (await _socket.ReceiveAsync(buffer, cancellation) is > 0 and var read)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
                if (text.ToString().Contains(end, StringComparison.Ordinal))
                    break;
            }
        }
        catch (SocketException)
        {
            // A reset ends it as well.
        }

        return text.ToString();
    }

    /// <summary>Ends sending. Reading still works.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Breaks the connection. The other side gets a reset.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Dispose();
    }

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();
}
