using System.Diagnostics;
using System.Globalization;
using MoCluster.Cluster.Hosting;
using MoCluster.History.Workload;

namespace MoCluster.Cluster;

/// <summary>
/// How long listeners go without an answer when a silo is lost. Each of a dozen listeners, several of them on the lost silo, is asked again
/// and again at a silo that stays. Meanwhile long polls and streams wait at the same listeners, and events keep coming. The measure is the
/// longest time that any listener went without an answer.
/// </summary>
public sealed class RecoveryTests(ITestOutputHelper output)
{
    private const int Listeners = 12;

    /// <summary>How many listeners the lost silo serves at least. Orleans chooses where grains go, so more are declared until it has as many.</summary>
    private const int Lost = 3;

    private const int MostListeners = 240;

    private const string Namespace = """mutation { event_namespace_create(input: {name: "recovery"}) { name } }""";

    private const string Listener = """
        mutation($user: String!) {
          event_listener_create(input: {namespace: "recovery", user_key: $user, routing_key: "shared"}) { uuid }
        }
        """;

    private const string Fetch = "query($listener: UUID!) { event_fetch(filter: {listener: $listener}) { number } }";

    /// <summary>The longest that a poll of 5 s may take: its wait plus Cluster:ResponseTimeout, to within a second.</summary>
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(10);

    /// <summary>How long listeners are still asked after the silo is gone: a third of the other silos' listeners move a moment later.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(6);

    /// <summary>The pause between an answer and the next question. It is short against what is measured, and leaves the silos room to recover.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Orleans' own figures.</summary>
    private static readonly string[] OrleansDefaults = ["Cluster:ProbeTimeout=00:00:05", "Cluster:MaxProbeTimeout=00:00:20", "Cluster:AliveInterval=00:00:30"];

    [Theory]
    [InlineData(Loss.Killed, 5)]
    [InlineData(Loss.Hung, 15)]
    [InlineData(Loss.Drained, 5)]
    public async Task The_others_serve_what_a_lost_silo_served(Loss loss, int seconds)
    {
        foreach (var (silos, longest) in await MeasureAsync(loss))
            Assert.True(longest < TimeSpan.FromSeconds(seconds), $"{loss}, one of {silos} silos: a listener was without an answer for {longest}.");
    }

    [Fact]
    public async Task No_listener_is_left_out_while_one_silo_after_another_stops_or_is_killed()
    {
        await using var cluster = await SiloCluster.StartAsync(3);
        using var first = new SiloClient(cluster.Endpoints, "first", 1, TimeSpan.FromSeconds(30));
        await AskAsync(first, Namespace, new { });
        var listeners = new List<Guid>();
        while (listeners.Count < 5)
            listeners.Add((await AskAsync(first, Listener, new { user = $"l{listeners.Count}" })).Data.GetProperty("uuid").GetGuid());
        await using var waiting = new WaitingConsumers(listeners, cluster.Endpoints);
        await waiting.Begun;
        foreach (var loss in new[] { Loss.Drained, Loss.Drained, Loss.Killed, Loss.Drained })
        {
            var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var asked = listeners.Select(listener => AskOnAsync(listener, cluster.Endpoints, gone.Task)).ToArray();
            await LoseAsync(cluster, cluster.Silos[0], loss);
            gone.SetResult();
            await cluster.AddAsync();
            var gaps = await Task.WhenAll(asked);
            output.WriteLine($"{loss}: {string.Join(", ", gaps.Select(gap => $"{gap.TotalSeconds:F1}"))} s");
            Assert.All(gaps, gap => Assert.True(gap < TimeSpan.FromSeconds(5), $"{loss}: a listener was without an answer for {gap}."));
        }
    }

    [Theory(Explicit = true)]
    [InlineData(Loss.Killed)]
    [InlineData(Loss.Hung)]
    [InlineData(Loss.Drained)]
    public Task With_the_defaults_of_Orleans_for_the_table_in_the_runbook(Loss loss) => MeasureAsync(loss, OrleansDefaults);

    /// <summary>Loses one of three silos, then one of the two that are left.</summary>
    /// <returns>How many silos there were, and the longest time without an answer.</returns>
    private async Task<IReadOnlyList<(int Silos, TimeSpan Longest)>> MeasureAsync(Loss loss, params string[] settings)
    {
        await using var cluster = await SiloCluster.StartAsync(3, settings);
        using (var first = new SiloClient(cluster.Endpoints, "first", 1, TimeSpan.FromSeconds(30)))
            await AskAsync(first, Namespace, new { });
        var silos = cluster.Silos.ToList();
        var listeners = new List<Guid>();
        var measured = new List<(int, TimeSpan)>();
        for (; silos.Count > 1; silos.RemoveAt(0))
        {
            var longest = await LoseFirstAsync(loss, cluster, silos, listeners);
            output.WriteLine($"{loss}, one of {silos.Count} silos{string.Concat(settings.Select(setting => $", {setting}"))}: {longest.TotalSeconds:F1} s");
            measured.Add((silos.Count, longest));
        }

        return measured;
    }

    /// <summary>Loses the first of the silos while listeners are asked at the others.</summary>
    /// <returns>The longest time without an answer.</returns>
    private static async Task<TimeSpan> LoseFirstAsync(Loss loss, SiloCluster cluster, List<SiloRun> silos, List<Guid> listeners)
    {
        var victim = silos[0];
        await DeclareAsync(victim, listeners);
        var others = silos.Skip(1).Select(silo => silo.Address).ToArray();
        await using var waiting = new WaitingConsumers(listeners, new Endpoints(others));
        await waiting.Begun;
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = listeners.Select((listener, i) => AskOnAsync(listener, new Endpoints(others[i % others.Length]), gone.Task)).ToArray();
        await LoseAsync(cluster, victim, loss);
        gone.SetResult();
        var longest = (await Task.WhenAll(asked)).Max();
        Assert.True(waiting.LongestPoll < LongestPoll, $"A poll of 5 s at a silo that stayed took {waiting.LongestPoll}.");
        if (loss == Loss.Drained)
            AssertCalm(silos);
        return longest;
    }

    /// <summary>Declares listeners until there are enough, and enough of them on one silo.</summary>
    private static async Task DeclareAsync(SiloRun silo, List<Guid> listeners)
    {
        using var client = new SiloClient(new Endpoints(silo.Address), "declares", 1, TimeSpan.FromSeconds(30));
        while (listeners.Count < Listeners || (listeners.Count < MostListeners && await CountAwakeAsync(silo) < Lost))
        {
            var declared = await AskAsync(client, Listener, new { user = $"l{listeners.Count}" });
            listeners.Add(declared.Data.GetProperty("uuid").GetGuid());
            await AskAsync(client, Fetch, new { listener = listeners[^1] });
        }

        Assert.True(await CountAwakeAsync(silo) >= Lost, $"Of {listeners.Count} listeners, too few are on the silo that is to be lost.");
    }

    private static Task LoseAsync(SiloCluster cluster, SiloRun victim, Loss loss) => loss switch
    {
        Loss.Killed => cluster.KillAsync(victim),
        Loss.Hung => SiloCluster.SignalAsync(victim, "STOP"),
        _ => cluster.DrainAsync(victim),
    };

    /// <summary>
    /// A requested stop is no fault: no silo logs a warning or an error. The one exception is that a group was superseded: while the
    /// directory is handed over, Orleans may have two activations of a group for a moment, and the store lets only one of them write.
    /// </summary>
    private static void AssertCalm(IEnumerable<SiloRun> silos)
    {
        var lines = string.Join('\n', silos.SelectMany(silo => silo.Log.Split('\n')).Where(
            line => line.Contains("Z warn: ", StringComparison.Ordinal) || line.Contains("Z fail: ", StringComparison.Ordinal) || line.Contains("Z crit: ", StringComparison.Ordinal)).Where(
            line => !line.Contains("ListenerGroupGrain[2001]", StringComparison.Ordinal)));
        Assert.True(lines.Length == 0, $"A requested stop was logged as a fault:\n{lines}");
    }

    /// <summary>How many listeners are active in a silo.</summary>
    private static async Task<int> CountAwakeAsync(SiloRun silo)
    {
        const string Series = "\nmocluster_listeners_awake ";
        var text = await silo.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var value = text.AsSpan(text.IndexOf(Series, StringComparison.Ordinal) + Series.Length);
        return int.Parse(value[..value.IndexOf('\n')], CultureInfo.InvariantCulture);
    }

    /// <summary>Asks until a question that was sent some time after the loss of the silo is answered.</summary>
    /// <returns>The longest time without an answer.</returns>
    private static async Task<TimeSpan> AskOnAsync(Guid listener, Endpoints endpoints, Task gone)
    {
        using var client = new SiloClient(endpoints, "asking", 1, TimeSpan.FromSeconds(120));
        var (longest, answered, since) = (TimeSpan.Zero, Stopwatch.GetTimestamp(), 0L);
        while (true)
        {
            if (since == 0 && gone.IsCompleted)
                since = Stopwatch.GetTimestamp();
            var isLast = since != 0 && Stopwatch.GetElapsedTime(since) > Afterwards;
            var answer = await client.SendAsync(Fetch, new { listener }, cancellation: TestContext.Current.CancellationToken);
            if (answer.Kind != AnswerKind.Confirmed)
            {
                await client.BackOffAsync(TestContext.Current.CancellationToken);
                continue;
            }

            client.Succeeded();
            var silence = Stopwatch.GetElapsedTime(answered);
            (longest, answered) = (silence > longest ? silence : longest, Stopwatch.GetTimestamp());
            if (isLast)
                return longest;
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<Answer> AskAsync(SiloClient client, string document, object variables)
    {
        while (true)
        {
            var answer = await client.SendAsync(document, variables, cancellation: TestContext.Current.CancellationToken);
            if (answer.Kind == AnswerKind.Confirmed)
                return answer;
            Assert.False(answer.Kind == AnswerKind.Refused, answer.Message);
            await client.BackOffAsync(TestContext.Current.CancellationToken);
        }
    }
}
