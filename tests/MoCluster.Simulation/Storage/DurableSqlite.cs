using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.Disks;
using MoCluster.Faults.Commits;
using MoCluster.Faults.Sqlite;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Simulator.Scheduling;
using MoCluster.Stores.Sqlite;

namespace MoCluster.Simulation.Storage;

/// <summary>
/// The real embedded store on a disk that loses what was not synced. The run's thread waits while the store's threads work, one commit at a
/// time, so that the seed still decides the run.
/// </summary>
internal sealed class DurableSqlite : IDurableStore
{
    private static readonly Guid s_nothing = new("0b0d0000-0000-0000-0000-000000000001");

    private readonly SeededScheduler _run;
    private readonly TimeProvider _clock;
    private readonly LossyDisk _disk;
    private readonly List<Commit> _unknown = [];
    private DiskMount? _mount;
    private SqliteStore _store;

    /// <summary>Creates an empty store.</summary>
    /// <param name="run">The run.</param>
    /// <param name="clock">Its clock.</param>
    public DurableSqlite(SeededScheduler run, TimeProvider clock)
    {
        (_run, _clock, _disk) = (run, clock, new LossyDisk(run.Draw));
        _store = Open();
    }

    /// <inheritdoc/>
    public IStore Store => _store;

    /// <inheritdoc/>
    public CommitResult Commit(Commit commit)
    {
        var isMade = false;
        try
        {
            var result = _store.CommitAsync(commit).AsTask().GetAwaiter().GetResult();
            isMade = true;
            Settle();
            return result;
        }
        catch (Exception failed) when (failed is CommitOutcomeUnknownException || (failed is StoreUnavailableException && isMade))
        {
            // A commit that was made before the disk failed is not answered: the process stops.
            _unknown.Add(commit);
            throw isMade ? new CommitOutcomeUnknownException("The disk failed before the answer went out.", failed) : failed;
        }
    }

    /// <inheritdoc/>
    public void Kill()
    {
        TrySettle();

        // In half of the cases the machine loses power together with the process.
        _disk.Kill(power: _run.Draw(2) == 0);
        Close();
    }

    /// <inheritdoc/>
    public IReadOnlyList<(Commit Commit, CommitResult Result)> Begin()
    {
        _store = Open();
        var found = new List<(Commit, CommitResult)>();
        foreach (var commit in _unknown)
        {
            if (Lookup(commit) is { Committed: true } result)
                found.Add((commit, result));
        }

        _unknown.Clear();
        return found;
    }

    /// <inheritdoc/>
    public void FailAfter(int operations) => _disk.FailAfter(operations);

    /// <inheritdoc/>
    public void Dispose() => Close();

    private SqliteStore Open()
    {
        _mount = _disk.Mount();
        return SqliteStore.OpenAsync(
            new SqliteOptions { Directory = "/store", TailEvents = 20, CacheKiB = 1_024, CheckpointPages = 32, CheckpointBeside = false },
            _clock,
            NullLogger.Instance,
            static _ => { },
            new MountedFiles(_mount)).GetAwaiter().GetResult();
    }

    private void Close()
    {
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _mount!.Dispose();
    }

    private void TrySettle()
    {
        try
        {
            Settle();
        }
        catch (Exception failed) when (failed is StoreUnavailableException or CommitOutcomeUnknownException)
        {
            // The disk had already failed.
        }
    }

    /// <summary>Waits until the writer has done all that the last commit caused, such as moving the WAL into the database.</summary>
    private void Settle() => Lookup(new Commit { Id = s_nothing });

    /// <summary>The result of a commit that was made; otherwise a refusal, which changes nothing.</summary>
    private CommitResult Lookup(Commit commit) => CommitLookup.FindAsync(_store, commit).AsTask().GetAwaiter().GetResult();
}
