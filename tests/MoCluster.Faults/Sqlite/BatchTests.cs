using MoCluster.Conformance.Stores.Hosting;
using MoCluster.Disks;
using MoCluster.Faults.Commits;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Faults.Sqlite;

/// <summary>Commits that share a transaction of the embedded store are answered as if each had one of its own.</summary>
public sealed class BatchTests
{
    [Fact]
    public async Task A_batch_is_judged_as_its_commits_one_by_one()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MOCLUSTER_SEED"), out var asked) ? asked : Random.Shared.Next(1, 1_000_000);
        for (var run = seed; run < seed + 40; run++)
        {
            try
            {
                await RunAsync(run);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Seed {run} (MOCLUSTER_SEED={run} ./mo test --only Faults): {failure.Message}", failure);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reference_counts_that_an_earlier_commit_of_the_batch_left_as_it_was(bool isStruck)
    {
        var (target, source) = (Make.Object(), Make.Object());
        var refers = Make.Registration(source, 1, Make.Years(2000)) with
        {
            References = [Make.Reference(target, Make.Years(2010))], Due = [Make.Year(2030)],
        };
        var touches = isStruck
            ? new Commit { Id = Guid.NewGuid(), Struck = [new DueInstant(source, Make.Year(2030))] }
            : Make.Commit(refers with { Number = 2, Due = [] });
        using var gate = new ManualResetEventSlim(initialState: true);
        var disk = new LossyDisk(_ => 0) { BeforeSync = _ => gate.Wait() };
        using var mount = disk.Mount();
        await using var store = await DiskStore.OpenAsync(mount);
        Assert.True((await store.CommitAsync(Make.Commit(Make.Registration(target, 1, Make.Years(2000)), refers))).Committed);

        // The first of these is on its way to the disk, the others share the next batch.
        gate.Reset();
        Commit[] commits = [Make.Commit(Make.Event()), touches, Make.Commit(Make.Registration(target, 2))];
        var answers = commits.Select(commit => store.CommitAsync(commit).AsTask()).ToArray();
        gate.Set();
        var results = await Task.WhenAll(answers);
        Assert.Equal([true, true, false], results.Select(result => result.Committed));
        Assert.IsType<Precondition.Unreferenced>(results[2].Refusal!.Precondition);
    }

    private static async Task RunAsync(int seed)
    {
        // While the first commit waits for the disk, the others of its round gather behind it.
        using var gate = new ManualResetEventSlim(initialState: true);
        var disk = new LossyDisk(_ => 0) { BeforeSync = _ => gate.Wait() };
        var commits = new ModelledCommits(new Random(seed)) { Hold = () => new Held(gate) };
        using var mount = disk.Mount();
        await using var store = await DiskStore.OpenAsync(mount, commits.Time, DiskStore.Small with { MaxBatchCommits = 8 });
        Assert.True(await commits.RunAsync(store, 50));
        await commits.CheckAsync(store);
    }

    private sealed class Held : IDisposable
    {
        private readonly ManualResetEventSlim _gate;

        public Held(ManualResetEventSlim gate)
        {
            _gate = gate;
            gate.Reset();
        }

        public void Dispose() => _gate.Set();
    }
}
