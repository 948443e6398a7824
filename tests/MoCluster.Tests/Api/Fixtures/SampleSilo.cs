using MoCluster.History.Samples;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

[assembly: AssemblyFixture(typeof(SampleSilo))]

namespace MoCluster.Tests.Api.Fixtures;

/// <summary>
/// One silo over the embedded store with a sample municipality, which all tests share that only read it, or change what they made; the first test that
/// needs it starts it.
/// </summary>
public sealed class SampleSilo : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Lazy<Task<SiloRun>> _run;

    public SampleSilo() => _run = new Lazy<Task<SiloRun>>(StartAsync);

    /// <summary>What the silo holds.</summary>
    internal SampleMunicipality Sample { get; } = new(DateOnly.FromDateTime(DateTime.UtcNow));

    internal Task<SiloRun> RunAsync() => _run.Value;

    public async ValueTask DisposeAsync()
    {
        if (_run.IsValueCreated)
            await (await _run.Value).DisposeAsync();
        _directory.Dispose();
    }

    private async Task<SiloRun> StartAsync()
    {
        var run = await SiloRun.StartAsync(_directory.Path);
        var answer = await run.Http.ImportAsync(string.Join('\n', Sample.Lines()));
        var end = answer.Completed();
        Assert.True(end.Count("failed") == 0, $"The sample of seed {Sample.Seed} has lines that are refused: {answer.Errors().FirstOrDefault()}");
        await run.Http.AskAsync("mutation { org_create(input: {municipality_code: 751}) { uuid } }");
        return run;
    }
}
