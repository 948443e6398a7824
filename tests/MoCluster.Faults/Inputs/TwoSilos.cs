using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Faults.PostgreSql;
using MoCluster.History.Workload;

namespace MoCluster.Faults.Inputs;

/// <summary>
/// A silo over the embedded store and one over PostgreSQL, which receive the same requests. Without a PostgreSQL server there is only the first.
/// </summary>
internal sealed class TwoSilos : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<DrawnSilo> _silos = [];
    private readonly Dictionary<string, int> _asked = [];
    private readonly Dictionary<string, int> _done = [];
    private DatabaseRun? _database;

    /// <summary>What was wrong with the answers, each time with the request.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>How many requests were sent to each silo.</summary>
    public int Sent { get; private set; }

    /// <summary>Operations that succeeded for no request.</summary>
    public IEnumerable<string> NeverDone => _asked.Keys.Where(operation => !_done.ContainsKey(operation));

    /// <summary>Starts both silos.</summary>
    public static async Task<TwoSilos> StartAsync()
    {
        var silos = new TwoSilos();
        silos._silos.Add(await DrawnSilo.StartAsync("Store:Kind=Sqlite", $"Store:Directory={silos._directory.Path}"));
        if (PrivateServer.Obstacle() is null)
        {
            silos._database = await DatabaseRun.StartAsync();
            silos._silos.Add(await DrawnSilo.StartAsync(silos._database.Settings()));
        }

        return silos;
    }

    /// <summary>The silo over the embedded store.</summary>
    public DrawnSilo First => _silos[0];

    /// <summary>Sends an example to each silo, and notes what is wrong with the answers.</summary>
    /// <returns>The answer of <see cref="First"/>.</returns>
    public async Task<Answer> SendAsync(Example example)
    {
        Sent++;
        var answers = await Task.WhenAll(_silos.Select(silo => silo.SendAsync(example)));
        _asked[example.Operation] = _asked.GetValueOrDefault(example.Operation) + 1;
        if (answers.All(answer => answer.IsDone))
            _done[example.Operation] = _done.GetValueOrDefault(example.Operation) + 1;
        if (answers.Any(answer => answer.IsFailure))
            Note("fails", example, answers);
        else if (answers.Select(answer => answer.Normalised(example.HasSameData)).Distinct().Count() > 1)
            Note("is answered differently by the two stores", example, answers);
        return answers[0];
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
            await silo.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        _directory.Dispose();
    }

    private void Note(string what, Example example, Answer[] answers) =>
        Wrong.Add($"{example.Operation} {what}: {example.Target} {example.Drawn}\n{string.Join('\n', answers.Select(answer => $"    {answer.Status} {Short(answer.Text)}"))}");

    private static string Short(string text) => text.Length > 600 ? text[..600] + "…" : text.TrimEnd();
}
