using System.Net;
using System.Net.Sockets;

namespace MoCluster.Client.Tests.Faults;

/// <summary>Passes TCP connections on to a server, and breaks those for which a fault is planned.</summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    /// <summary>So many bytes of an answer are surely in its headers.</summary>
    private const int SomeHeaderBytes = 20;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Func<int, Fault?> _plan;
    private readonly Task _accepting;
    private readonly List<Task> _passing = [];
    private Uri _server;
    private int _connections;
    private int _faults;

    /// <param name="server">The server.</param>
    /// <param name="plan">The fault of a connection by its number, from 0; null for none.</param>
    public FaultyProxy(Uri server, Func<int, Fault?> plan)
    {
        (_server, _plan) = (server, plan);
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    /// <summary>Where the proxy listens.</summary>
    public Uri Address { get; }

    /// <summary>How many faults happened.</summary>
    public int Faults => Volatile.Read(ref _faults);

    /// <summary>How many connections were accepted.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Where new connections are passed on to.</summary>
    public Uri Server
    {
        set => Volatile.Write(ref _server, value);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var passing in _passing)
            await passing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_ending.Token);
            _passing.Add(PassAsync(client, _plan(Interlocked.Increment(ref _connections) - 1)));
        }
    }

    private async Task PassAsync(TcpClient client, Fault? fault)
    {
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            using var over = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
            if (fault is { Place: FaultPlace.Accepted })
            {
                await BreakAsync(client, fault, over.Token);
                return;
            }

            await server.ConnectAsync(_server.Host, _server.Port, over.Token);
            var state = new Exchange(fault);
            var there = CopyAsync(client, server, client, state, isAnswer: false, over.Token);
            var back = CopyAsync(server, client, client, state, isAnswer: true, over.Token);
            await Task.WhenAny(there, back);
            await over.CancelAsync();
            await Task.WhenAll(there, back).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, TcpClient client, Exchange state, bool isAnswer, CancellationToken cancellation)
    {
        var buffer = new byte[16_384];
        while (true)
        {
            var read = await from.GetStream().ReadAsync(buffer, cancellation);
            if (read == 0)
                return;
            var whole = state.Pass(buffer.AsSpan(0, read), isAnswer, out var passed);
            await to.GetStream().WriteAsync(buffer.AsMemory(0, passed), cancellation);
            if (whole)
                continue;
            await BreakAsync(client, state.Fault!, cancellation);
            return;
        }
    }

    private async Task BreakAsync(TcpClient client, Fault fault, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _faults);
        switch (fault.Kind)
        {
            case FaultKind.Cut:
                client.Client.LingerState = new LingerOption(enable: true, seconds: 0);
                break;
            case FaultKind.HalfClose:
                client.Client.Shutdown(SocketShutdown.Send);
                await DrainAsync(client, cancellation);
                break;
            case FaultKind.Stall:
                await Task.Delay(Timeout.Infinite, cancellation);
                break;
            case FaultKind.Garbage:
                await client.GetStream().WriteAsync("\0\u00ff}]{ 7\r\n\r\nHTTP/9.9 abc\r\n"u8.ToArray(), cancellation);
                break;
        }
    }

    private static async Task DrainAsync(TcpClient client, CancellationToken cancellation)
    {
        var buffer = new byte[4_096];
        while (await client.GetStream().ReadAsync(buffer, cancellation) > 0)
        {
        }
    }

    /// <summary>A fault of a connection.</summary>
    /// <param name="Kind">What happens.</param>
    /// <param name="Place">Where, in the exchange of the given number.</param>
    /// <param name="Number">The number of the request on the connection, from 0.</param>
    public sealed record Fault(FaultKind Kind, FaultPlace Place, int Number = 0);

    /// <summary>How far the requests and answers of a connection are. A client sends its next request when it has the answer.</summary>
    private sealed class Exchange(Fault? fault)
    {
        private int _requests;
        private long _answered;
        private bool _isAnswering = true;

        public Fault? Fault => fault;

        /// <summary>Counts bytes.</summary>
        /// <returns>Whether all of them are passed on; if not, the fault happens after the first <paramref name="passed"/>.</returns>
        public bool Pass(ReadOnlySpan<byte> bytes, bool isAnswer, out int passed)
        {
            lock (this)
            {
                if (!isAnswer && _isAnswering)
                    (_requests, _answered, _isAnswering) = (_requests + 1, 0, false);
                passed = bytes.Length;
                if (isAnswer)
                    _isAnswering = true;
                if (fault is null || _requests != fault.Number + 1)
                    return true;
                passed = (fault.Place, isAnswer) switch
                {
                    (FaultPlace.InRequest, false) => bytes.Length / 2,
                    (FaultPlace.BeforeAnswer, true) => 0,
                    (FaultPlace.InHeaders, true) when _answered < SomeHeaderBytes => Math.Min(bytes.Length, SomeHeaderBytes - 1),
                    (FaultPlace.InBody, true) => InBody(bytes),
                    _ => bytes.Length,
                };
                _answered += isAnswer ? passed : 0;
                return passed == bytes.Length;
            }
        }

        private static int InBody(ReadOnlySpan<byte> bytes)
        {
            var headers = bytes.IndexOf("\r\n\r\n"u8);
            return headers >= 0 && bytes.Length > headers + 4 ? headers + 4 + ((bytes.Length - headers - 4) / 2) : bytes.Length > 1 ? bytes.Length - 1 : 0;
        }
    }
}
