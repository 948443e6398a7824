using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace MoCluster.Conformance.PostgreSql.Hosting;

/// <summary>
/// A proxy between a store and its server that does what networks and frozen processes do: it holds back answers and cuts connections.
/// </summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<Socket, byte> _sockets = [];
    private readonly string _host;
    private readonly int _port;
    private readonly Task _accepting;
    private readonly Gate _answers = new();
    private long _roundTrips;

    /// <summary>Starts a proxy of a server that is reached over TCP.</summary>
    public CuttingProxy(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        (_host, _port) = (settings.Host!, settings.Port);
        if (_host.StartsWith('/'))
            Assert.Skip("the server is reached by a Unix socket, which this proxy cannot serve");
        _listener.Start();

        // Offers of encryption are answered by a single letter, which is not a message.
        (settings.SslMode, settings.GssEncryptionMode) = (SslMode.Disable, GssEncryptionMode.Disable);
        (settings.Host, settings.Port) = ("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);
        ConnectionString = settings.ConnectionString;
        _accepting = AcceptAsync();
    }

    /// <summary>Connects through the proxy.</summary>
    public string ConnectionString { get; }

    /// <summary>How many round trips were made. Each ends when the server says that it is ready for the next query.</summary>
    public long RoundTrips => Interlocked.Read(ref _roundTrips);

    /// <summary>Holds back the server's answers from now on.</summary>
    /// <param name="after">How many answers to pass on before.</param>
    /// <returns>A task that completes when an answer is held back.</returns>
    public Task HoldAnswers(int after = 0) => _answers.Hold(after);

    /// <summary>Passes everything on again.</summary>
    public void Release() => _answers.Release();

    /// <summary>Cuts every connection and drops what is held back.</summary>
    public void Cut()
    {
        foreach (var socket in _sockets.Keys)
        {
            try
            {
                socket.LingerState = new LingerOption(true, 0);
            }
            catch (ObjectDisposedException)
            {
                // The other side closed it meanwhile.
            }

            socket.Dispose();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        Release();
        Cut();
        await _accepting;
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        var pumping = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_ended.Token);
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
                _sockets[client] = _sockets[server] = 0;
                pumping.Add(ConnectAsync(client, server));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(pumping);
        }
    }

    private async Task ConnectAsync(Socket client, Socket server)
    {
        try
        {
            await server.ConnectAsync(_host, _port, _ended.Token);
            await Task.WhenAny(PumpAsync(client, server, null), PumpAsync(server, client, _answers));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The server is down, or the proxy ends: the client sees a closed connection.
        }
        finally
        {
            client.Dispose();
            server.Dispose();
            _sockets.TryRemove(client, out _);
            _sockets.TryRemove(server, out _);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Gate? gate)
    {
        var buffer = new byte[65_536];
        var messages = new ServerMessages();
        try
        {
            while (await from.ReceiveAsync(buffer, _ended.Token) is var length and > 0)
            {
                if (gate is not null)
                    Interlocked.Add(ref _roundTrips, messages.CountReady(buffer.AsSpan(0, length)));
                if (gate is not null)
                    await gate.PassAsync();
                for (var sent = 0; sent < length;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, length - sent), _ended.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The connection was cut: the other direction ends with it.
        }
    }

    /// <summary>Parses the server's side of the protocol: a letter, a length of four bytes that includes itself, the rest.</summary>
    private sealed class ServerMessages
    {
        private const int HeaderLength = 5;
        private const byte ReadyForQuery = (byte)'Z';
        private readonly byte[] _header = new byte[HeaderLength];
        private int _headerBytes;
        private int _bodyBytes;

        /// <summary>How many messages of these bytes say that the server is ready.</summary>
        public int CountReady(ReadOnlySpan<byte> bytes)
        {
            var count = 0;
            while (!bytes.IsEmpty)
            {
                if (_bodyBytes > 0)
                {
                    var skipped = Math.Min(_bodyBytes, bytes.Length);
                    _bodyBytes -= skipped;
                    bytes = bytes[skipped..];
                    continue;
                }

                _header[_headerBytes++] = bytes[0];
                bytes = bytes[1..];
                if (_headerBytes < HeaderLength)
                    continue;
                _headerBytes = 0;
                _bodyBytes = BinaryPrimitives.ReadInt32BigEndian(_header.AsSpan(1)) - sizeof(int);
                count += _header[0] == ReadyForQuery ? 1 : 0;
            }

            return count;
        }
    }

    /// <summary>A gate that is open, or closed until it is released.</summary>
    private sealed class Gate
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource? _held;
        private TaskCompletionSource? _reached;
        private int _after;

        public Task Hold(int after)
        {
            lock (_lock)
            {
                _after = after;
                _held ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _reached ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return _reached.Task;
            }
        }

        public void Release()
        {
            lock (_lock)
            {
                _held?.TrySetResult();
                _held = null;
                _reached = null;
            }
        }

        public Task PassAsync()
        {
            lock (_lock)
            {
                if (_held is null || _after-- > 0)
                    return Task.CompletedTask;
                _reached?.TrySetResult();
                return _held.Task;
            }
        }
    }
}
