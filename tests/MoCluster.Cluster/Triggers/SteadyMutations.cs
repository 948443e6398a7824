using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Cluster.Triggers;

/// <summary>
/// Org units that are renamed all the time. Each has a client of its own that uses one silo, the same number at every silo. A name tells in which era the
/// mutation was sent.
/// </summary>
internal sealed class SteadyMutations : IAsyncDisposable
{
    private const int UnitsOfSilo = 8;

    private const string Rename = """
        mutation($uuid: UUID!, $name: String!) { org_unit_update(input: {uuid: $uuid, name: $name, validity: {from: "2022-01-01"}}) { uuid } }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _end = new();
    private readonly Task[] _clients;
    private volatile Era _era = new(0, null, DateTimeOffset.UtcNow);
    private TaskCompletionSource _advanced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SteadyMutations(IReadOnlyList<SiloRun> silos, IReadOnlyList<Guid> units) =>
        _clients = [.. units.Select((unit, i) => RunAsync(silos[i % silos.Count], unit, i))];

    /// <summary>The era that it is now.</summary>
    public Era Era => _era;

    /// <summary>Creates the units, and begins.</summary>
    public static async Task<SteadyMutations> StartAsync(IReadOnlyList<SiloRun> silos)
    {
        var type = await silos[0].Http.CreateUnitTypeAsync();
        var units = await Task.WhenAll(Enumerable.Range(0, UnitsOfSilo * silos.Count).Select(i => silos[0].Http.CreateUnitAsync(type, $"unit {i}")));
        return new SteadyMutations(silos, units);
    }

    /// <summary>Begins the next era. The names of mutations that are sent from now on say so.</summary>
    /// <param name="runs">Whether the trigger runs in it; null when it may and may not.</param>
    public void Begin(bool? runs) => _era = new Era(_era.Number + 1, runs, DateTimeOffset.UtcNow);

    /// <summary>Waits until every unit was renamed within the current era.</summary>
    public Task AllAsync() => UntilAsync(() => _era.Confirmed.Select(UnitOf).Distinct().Count() == _clients.Length);

    /// <summary>Waits until something is so. It is looked for whenever a mutation was confirmed.</summary>
    /// <exception cref="TimeoutException">No mutation was confirmed for too long.</exception>
    public async Task UntilAsync(Func<bool> isSo)
    {
        while (true)
        {
            var advanced = Volatile.Read(ref _advanced).Task;
            if (isSo())
                return;
            await advanced.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_clients).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private static string UnitOf(string name) => name.Split('/')[1];

    private async Task RunAsync(SiloRun silo, Guid uuid, int number)
    {
        using var client = new SiloClient(new Endpoints(silo.Address), $"{number}", number, TimeSpan.FromSeconds(30));
        for (var i = 0; !_end.IsCancellationRequested; i++)
        {
            var era = _era;
            var name = $"{era.Number}/{number}/{i}";
            var answer = await client.SendAsync(Rename, new { uuid, name }, cancellation: _end.Token);
            if (answer.Kind != AnswerKind.Confirmed)
            {
                await client.BackOffAsync(_end.Token);
                continue;
            }

            client.Succeeded();
            if (ReferenceEquals(era, _era))
                era.Confirmed.Enqueue(name);
            Interlocked.Exchange(ref _advanced, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }
}
