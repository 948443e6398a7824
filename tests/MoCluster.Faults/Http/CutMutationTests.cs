using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.History.Workload;
using MoCluster.Stores.Sqlite;

namespace MoCluster.Faults.Http;

/// <summary>
/// Cuts connections in the middle of a mutation. The mutation is committed whole or not at all, and the same request under the same
/// idempotency key finds out which.
/// </summary>
public sealed class CutMutationTests(ITestOutputHelper output)
{
    private const int Cuts = 300;
    private const int AtOnce = 4;
    private const string Space = "cuts";
    private static readonly Guid Facet = new("f0000000-0000-0000-0000-000000000001");
    private static readonly Guid UnitType = new("f0000000-0000-0000-0000-000000000002");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mutation_on_a_connection_that_is_cut_is_committed_whole_or_not_at_all()
    {
        var seed = Random.Shared.Next(1, 1_000_000);
        output.WriteLine($"seed {seed}");
        using var directory = new TemporaryDirectory();
        var seen = new Seen();
        await using (var run = await SiloRun.StartAsync(directory.Path))
        {
            await PrepareAsync(run);
            await Parallel.ForEachAsync(
                Enumerable.Range(0, Cuts),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancellation },
                async (number, _) => await CutAsync(run, new Random(unchecked(seed + number)), number, seen));
            Assert.DoesNotContain("fail:", run.Log, StringComparison.Ordinal);
            await run.StopAsync();
        }

        output.WriteLine($"{seen.Before} of {Cuts} were committed before they were asked for again, {seen.Unfinished} were cut before their end");
        Assert.InRange(seen.Before, 1, Cuts - 1);
        Assert.InRange(seen.Unfinished, 1, Cuts - 1);
        await CheckLogsAsync(directory.Path);
    }

    private static async Task PrepareAsync(SiloRun run)
    {
        using var client = new SiloClient(new Endpoints(run.Address), "prepare", 1, TimeSpan.FromSeconds(30));
        string[] made =
        [
            $"mutation {{ event_namespace_create(input: {{name: \"{Space}\"}}) {{ name }} }}",
            $"mutation {{ facet_create(input: {{uuid: \"{Facet}\", user_key: \"f\", validity: {{from: \"2000-01-01\"}}}}) {{ uuid }} }}",
            $"mutation {{ class_create(input: {{uuid: \"{UnitType}\", facet_uuid: \"{Facet}\", user_key: \"c\", name: \"c\", "
                + "validity: {from: \"2000-01-01\"}}) { uuid } }",
        ];
        foreach (var document in made)
            Assert.Equal(AnswerKind.Confirmed, (await client.SendAsync(document, new { })).Kind);
    }

    /// <summary>
    /// Creates an org unit and sends its name on two streams, each over a connection that is cut, and then repeats each request.
    /// </summary>
    private static async Task CutAsync(SiloRun run, Random random, int number, Seen seen)
    {
        using var client = new SiloClient(new Endpoints(run.Address), "again", number, TimeSpan.FromSeconds(30));
        var unit = new Guid(number + 1, 0, 0, new byte[8]);
        var document =
            $"mutation {{ org_unit_create(input: {{uuid: \"{unit}\", name: \"n{number}\", org_unit_type: \"{UnitType}\", "
            + "validity: {from: \"2021-01-01\"}}) { uuid } }";
        var finished = await SendAndCutAsync(run, random, document, $"unit-{number}");
        var before = await CountAsync(client, unit);
        Assert.True(finished || before == 0, $"A request that was sent only in part created {unit}.");
        seen.Count(before > 0, finished);
        Assert.Equal(AnswerKind.Confirmed, (await client.SendAsync(document, new { }, $"unit-{number}")).Kind);
        Assert.Equal(1, await CountAsync(client, unit));

        document = $"mutation {{ events_send(input: {{namespace: \"{Space}\", events: [{{routing_key: \"a\", subject: \"s{number}\"}}, "
            + $"{{routing_key: \"b\", subject: \"s{number}\"}}]}}) }}";
        await SendAndCutAsync(run, random, document, $"send-{number}");
        var first = await client.SendAsync(document, new { }, $"send-{number}");
        var second = await client.SendAsync(document, new { }, $"send-{number}");
        Assert.Equal(AnswerKind.Confirmed, first.Kind);
        Assert.Equal(first.Data.GetRawText(), second.Data.GetRawText());
    }

    /// <returns>Whether the whole request was sent.</returns>
    private static async Task<bool> SendAndCutAsync(SiloRun run, Random random, string document, string key)
    {
        using var connection = await RawConnection.OpenAsync(run.Address, Cancellation);
        var post = RawConnection.Post(System.Text.Json.JsonSerializer.Serialize(new { query = document }), $"Idempotency-Key: {key}");
        var length = random.Next(3) == 0 ? random.Next(post.Length) : post.Length;
        await connection.SendAsync(post.AsMemory(0, length), Cancellation);

        // The random moment lies within the time in which a mutation is read, runs, is written and is answered. A timer is too coarse for that.
        var moment = TimeSpan.FromMilliseconds(random.NextDouble() * random.NextDouble() * 20);
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < moment;)
            await Task.Yield();
        if (random.Next(2) == 0)
            connection.Reset();
        return length == post.Length;
    }

    private static async Task<int> CountAsync(SiloClient client, Guid unit)
    {
        var answer = await client.SendAsync(
            "query($uuids: [UUID!]) { org_units(filter: {uuids: $uuids}) { objects { registrations { registration_id } } } }",
            new { uuids = new[] { unit } });
        Assert.Equal(AnswerKind.Confirmed, answer.Kind);
        return answer.Data.GetProperty("objects").EnumerateArray().Sum(found => found.GetProperty("registrations").GetArrayLength());
    }

    private static async Task CheckLogsAsync(string directory)
    {
        await using var store = await SqliteStore.OpenAsync(
            new SqliteOptions { Directory = directory }, TimeProvider.System, NullLogger.Instance, _ => { });
        var expected = Enumerable.Range(0, Cuts).Select(number => $"s{number}").Order(StringComparer.Ordinal);
        foreach (var routing in new[] { "a", "b" })
        {
            var log = await StoredEvents.ReadAsync(store, $"{Space}/{routing}");
            Assert.Equal(expected, log.Select(logged => logged.Subject).Order(StringComparer.Ordinal));
        }

        var units = await StoredEvents.ReadAsync(store, "MO/org_unit");
        Assert.Equal(Cuts, units.Select(logged => logged.Subject).Distinct().Count());
        Assert.Equal(Cuts, units.Count);
    }

    private sealed class Seen
    {
        private int _before;
        private int _unfinished;

        public int Before => _before;

        public int Unfinished => _unfinished;

        public void Count(bool before, bool finished)
        {
            if (before)
                Interlocked.Increment(ref _before);
            if (!finished)
                Interlocked.Increment(ref _unfinished);
        }
    }
}
