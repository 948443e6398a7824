using System.Diagnostics;
using System.Text;

namespace MoCluster.Faults.Http;

/// <summary>
/// Callers that are slow or silent, too many, or send nonsense. The silo refuses or disconnects each of them and meanwhile serves a
/// well-behaved caller. It logs no error: whatever a stranger sends is no failure of the silo.
/// </summary>
public sealed class AbuseTests(AbusedSilo silo, ITestOutputHelper output) : IClassFixture<AbusedSilo>
{
    private const string Question = """{"query": "{ me { actor { uuid } } }"}""";
    private const int Many = 200;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Uri Address => silo.Run.Address;

    [Fact]
    public Task Bodies_that_trickle_are_ended() => BesideAsync(async () =>
    {
        var answers = await AtOnceAsync(Many, async (connection, _) =>
        {
            await connection.SendAsync(RawConnection.Head("Content-Type: application/json", "Content-Length: 100000"), Cancellation);
            var answered = connection.ReadToEndAsync(Cancellation);
            while (!answered.IsCompleted && await connection.SendAsync(" "u8.ToArray(), Cancellation))
                await Task.WhenAny(answered, Task.Delay(100, Cancellation));
            return await answered;
        });
        Assert.All(answers, answer => AssertStatus(answer, 408));
    });

    [Fact]
    public Task Headers_that_trickle_are_ended() => BesideAsync(async () =>
    {
        var answers = await AtOnceAsync(Many, async (connection, _) =>
        {
            await connection.SendAsync("POST /graphql HTTP/1.1\r\nHost: localhost\r\nX-Slow: "u8.ToArray(), Cancellation);
            var answered = connection.ReadToEndAsync(Cancellation);
            while (!answered.IsCompleted && await connection.SendAsync("x"u8.ToArray(), Cancellation))
                await Task.WhenAny(answered, Task.Delay(100, Cancellation));
            return await answered;
        });
        Assert.All(answers, answer => AssertStatus(answer, 408));
    });

    [Fact]
    public Task Connections_on_which_nothing_comes_are_closed() => BesideAsync(async () =>
    {
        var answers = await AtOnceAsync(Many, (connection, _) => connection.ReadToEndAsync(Cancellation));
        Assert.All(answers, Assert.Empty);
    });

    [Fact]
    public Task Connections_that_end_in_the_middle_of_a_body_are_closed() => BesideAsync(async () =>
    {
        var post = RawConnection.Post(Question);
        var answers = await AtOnceAsync(Many, async (connection, number) =>
        {
            await connection.SendAsync(post.AsMemory(0, 1 + (number % (post.Length - 1))), Cancellation);
            connection.EndSending();
            return await connection.ReadToEndAsync(Cancellation);
        });
        // A caller that still reads gets the refusal.
        Assert.All(answers.Where(answer => answer.Length > 0), answer => AssertStatus(answer, 400));
    });

    [Fact]
    public Task Callers_that_do_not_read_their_answers_are_disconnected() => BesideAsync(async () =>
    {
        // More than the buffers of the operating system hold, because those fill first.
        var ask = Encoding.ASCII.GetBytes("GET /graphql/schema.graphql HTTP/1.1\r\nHost: localhost\r\n\r\n");
        byte[] asks = [.. Enumerable.Repeat(ask, 200).SelectMany(bytes => bytes)];
        await AtOnceAsync(20, async (connection, _) =>
        {
            // Sending ends because the silo stops reading and closes the connection in the end.
            while (await connection.SendAsync(asks, Cancellation))
            {
            }

            return "";
        });
    });

    [Fact]
    public Task A_thousand_connections_at_once_are_all_served() => BesideAsync(async () =>
    {
        var post = RawConnection.Post(Question, "Connection: close");
        var answers = await AtOnceAsync(1_000, async (connection, _) =>
        {
            await connection.SendAsync(post, Cancellation);
            return await connection.ReadToEndAsync(Cancellation);
        });
        Assert.All(answers, answer =>
        {
            Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
            Assert.Contains("""{"data":{"me":{"actor":{"uuid":""", answer, StringComparison.Ordinal);
        });
    });

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed_and_served_when_others_have_gone()
    {
        const int Limit = 20;
        const string LastChunk = "\r\n0\r\n\r\n"; // It may arrive by itself, after the body.
        await using var run = await MoCluster.History.Workload.SiloRun.StartAsync(null, $"Http:MaxConnections={Limit}");
        var post = RawConnection.Post(Question, "Connection: close");
        var open = await Task.WhenAll(Enumerable.Range(0, Limit).Select(_ => RawConnection.OpenAsync(run.Address, Cancellation)));
        try
        {
            // Each connection gets one answer, which shows that the silo has accepted it. Then it sends half of another request.
            await Task.WhenAll(open.Select(async connection =>
            {
                await connection.SendAsync(RawConnection.Post(Question), Cancellation);
                Assert.Contains("}}}}", await connection.ReadUntilAsync(LastChunk, Cancellation), StringComparison.Ordinal);
                await connection.SendAsync(post.AsMemory(0, 10), Cancellation);
            }));
            for (var i = 0; i < Limit; i++)
            {
                using var further = await RawConnection.OpenAsync(run.Address, Cancellation);
                await further.SendAsync(post, Cancellation);
                Assert.Equal("", await further.ReadToEndAsync(Cancellation));
            }

            await Task.WhenAll(open.Select(connection => connection.SendAsync(post.AsMemory(10), Cancellation)));
            foreach (var connection in open)
                AssertStatus(await connection.ReadToEndAsync(Cancellation), 200);
        }
        finally
        {
            Array.ForEach(open, connection => connection.Dispose());
        }

        // The silo counts a connection as ended only a moment after it closed it.
        for (var answer = ""; answer.Length == 0;)
        {
            using var later = await RawConnection.OpenAsync(run.Address, Cancellation);
            await later.SendAsync(post, Cancellation);
            answer = await later.ReadToEndAsync(Cancellation);
            if (answer.Length > 0)
                AssertStatus(answer, 200);
        }
    }

    [Fact]
    public Task Requests_in_a_row_are_answered_in_their_order() => BesideAsync(async () =>
    {
        const int Requests = 500;
        var answers = await AtOnceAsync(4, async (connection, _) =>
        {
            var asking = Task.Run(async () =>
            {
                for (var i = 0; i < Requests; i++)
                {
                    string[] close = i == Requests - 1 ? ["Connection: close"] : [];
                    await connection.SendAsync(
                        RawConnection.Post($"{{\"query\": \"{{ a{i}: __typename }}\"}}", close), Cancellation);
                }
            });
            var answer = await connection.ReadToEndAsync(Cancellation);
            await asking;
            return answer;
        });
        foreach (var answer in answers)
        {
            var at = 0;
            for (var i = 0; i < Requests; i++)
            {
                at = answer.IndexOf($"{{\"data\":{{\"a{i}\":\"Query\"}}}}", at, StringComparison.Ordinal);
                Assert.True(at >= 0, $"Answer {i} is missing or out of order.");
            }
        }
    });

    [Fact]
    public Task Garbage_behind_a_request_is_refused_and_the_request_is_answered() => BesideAsync(async () =>
    {
        var random = new Random(1);
        var answers = await AtOnceAsync(100, async (connection, _) =>
        {
            var garbage = new byte[200];
            lock (random)
                random.NextBytes(garbage);
            await connection.SendAsync((byte[])[.. RawConnection.Post(Question), .. garbage, .. "\r\n\r\n"u8], Cancellation);
            return await connection.ReadToEndAsync(Cancellation);
        });
        Assert.All(answers, answer =>
        {
            Assert.Contains("""{"data":{"me":""", answer, StringComparison.Ordinal);
            Assert.Contains("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        });
    });

    [Fact]
    public Task Bytes_that_are_no_request_are_refused() => BesideAsync(async () =>
    {
        byte[][] nonsense =
        [
            [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03, .. new byte[100]], // the beginning of TLS
            [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. new byte[20]],
            [.. "GET /graphql\r\n\r\n"u8],
            [.. "GET /graphql HTTP/9.9\r\nHost: localhost\r\n\r\n"u8],
            [.. "POST /graphql HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"u8],
            [.. "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n"u8],
            [.. "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n12345"u8],
            [.. RawConnection.Head("Content-Type: application/json", "Transfer-Encoding: chunked"), .. "zz\r\n"u8],
            [.. RawConnection.Head("Content-Type: application/json", "Transfer-Encoding: gzip"), .. "12345"u8],
            [.. RawConnection.Head("Content-Type: application/json", "X-\0: 1"), .. "12345"u8],
            new byte[2_000],
        ];
        var answers = await AtOnceAsync(nonsense.Length, async (connection, number) =>
        {
            await connection.SendAsync(nonsense[number], Cancellation);
            connection.EndSending();
            return await connection.ReadToEndAsync(Cancellation);
        });
        Assert.All(answers, answer =>
        {
            Assert.DoesNotContain("HTTP/1.1 2", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("HTTP/1.1 500", answer, StringComparison.Ordinal);
        });
    });

    [Fact]
    public Task Random_bytes_break_nothing() => BesideAsync(async () =>
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var post = RawConnection.Post(Question);
        var answers = await AtOnceAsync(Many, async (connection, number) =>
        {
            // A request with some of its bytes changed.
            var random = new Random(unchecked(seed + number));
            var bytes = post.ToArray();
            for (var i = random.Next(1, 20); i > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            await connection.SendAsync(bytes, Cancellation);
            connection.EndSending();
            return await connection.ReadToEndAsync(Cancellation);
        });
        Assert.All(answers, answer => Assert.DoesNotContain("HTTP/1.1 500", answer, StringComparison.Ordinal));
    });

    [Theory]
    [InlineData(40_000, 1, 431)]
    [InlineData(100, 300, 431)]
    public Task Headers_that_are_too_large_or_too_many_are_refused(int length, int count, int status) => BesideAsync(async () =>
    {
        string[] headers = [.. Enumerable.Range(0, count).Select(i => $"X-{i}: {new string('x', length)}")];
        var answers = await AtOnceAsync(20, async (connection, _) =>
        {
            await connection.SendAsync(RawConnection.Head(headers), Cancellation);
            return await connection.ReadToEndAsync(Cancellation);
        });
        Assert.All(answers, answer => AssertStatus(answer, status));
    });

    [Fact]
    public Task A_first_line_that_is_too_long_is_refused() => BesideAsync(async () =>
    {
        var answers = await AtOnceAsync(20, async (connection, _) =>
        {
            await connection.SendAsync(Encoding.ASCII.GetBytes($"GET /graphql?query={new string('x', 20_000)} HTTP/1.1\r\n"), Cancellation);
            return await connection.ReadToEndAsync(Cancellation);
        });
        Assert.All(answers, answer => AssertStatus(answer, 414));
    });

    [Fact]
    public Task Bodies_without_end_are_refused_and_cost_no_memory() => BesideAsync(async () =>
    {
        var chunk = (byte[])[.. "10000\r\n"u8, .. new byte[0x10000], .. "\r\n"u8];
        var peak = 0L;
        await AtOnceAsync(8, async (connection, number) =>
        {
            string[] length = number % 2 == 0 ? ["Transfer-Encoding: chunked"] : ["Content-Length: 100000000000"];
            await connection.SendAsync(RawConnection.Head(["Content-Type: application/json", .. length]), Cancellation);
            while (await connection.SendAsync(chunk, Cancellation))
                peak = Math.Max(peak, Memory());
            return "";
        });
        Assert.InRange(peak, 1, 700L * 1024 * 1024);
    });

    [Theory]
    [InlineData(415, "Content-Type: application/json; charset=utf-16")]
    [InlineData(415, "Content-Type: multipart/form-data; boundary=x")]
    [InlineData(415, "Content-Type: application/x-protobuf")]
    [InlineData(415, "Content-Type: application/json, application/json")]
    [InlineData(415, "Content-Type: \u0001")]
    [InlineData(415, "X-No: type")]
    [InlineData(415, "Content-Type: application/json", "Content-Encoding: gzip")]
    [InlineData(415, "Content-Type: application/json", "Content-Encoding: br")]
    [InlineData(406, "Content-Type: application/json", "Accept: text/xml")]
    [InlineData(200, "Content-Type: application/json", "Content-Encoding: identity")]
    [InlineData(200, "Content-Type: application/json; charset=\"utf-8\"", "Accept: */*")]
    public async Task A_type_or_an_encoding_that_is_not_supported_is_refused(int status, params string[] headers)
    {
        using var connection = await RawConnection.OpenAsync(Address, Cancellation);
        var body = Encoding.UTF8.GetBytes(Question);
        await connection.SendAsync(
            (byte[])[.. RawConnection.Head([.. headers, $"Content-Length: {body.Length}", "Connection: close"]), .. body], Cancellation);
        AssertStatus(await connection.ReadToEndAsync(Cancellation), status);
    }

    private static void AssertStatus(string answer, int status) =>
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);

    private long Memory()
    {
        using var process = Process.GetProcessById(silo.Run.ProcessId);
        return process.WorkingSet64;
    }

    /// <summary>Opens all connections at once, does the same on each, and waits until every one is answered or closed.</summary>
    private async Task<string[]> AtOnceAsync(int count, Func<RawConnection, int, Task<string>> use)
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => RawConnection.OpenAsync(Address, Cancellation)));
        try
        {
            return await Task.WhenAll(connections.Select(use)).WaitAsync(AbusedSilo.Patience, Cancellation);
        }
        finally
        {
            Array.ForEach(connections, connection => connection.Dispose());
        }
    }

    private async Task BesideAsync(Func<Task> abuse)
    {
        var logged = silo.Run.Log.Length;
        await using var bystander = await Bystander.StartAsync(Address);
        await abuse();
        output.WriteLine(await bystander.StopAsync());
        var log = silo.Run.Log[logged..];
        Assert.DoesNotContain("fail:", log, StringComparison.Ordinal);
        Assert.DoesNotContain("crit:", log, StringComparison.Ordinal);
    }
}
