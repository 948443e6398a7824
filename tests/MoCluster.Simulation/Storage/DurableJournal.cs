using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Simulator.Scheduling;
using MoCluster.Stores.Journal;

namespace MoCluster.Simulation.Storage;

/// <summary>
/// The real journal on a disk that loses what was not flushed. The run's thread waits while the journal's threads work, one commit at a
/// time, so that the seed still decides the run.
/// </summary>
internal sealed class DurableJournal : IDurableStore
{
    private static readonly Guid s_nobody = new("0b0d0000-0000-0000-0000-000000000000");

    private readonly SeededScheduler _run;
    private readonly TimeProvider _clock;
    private readonly VirtualDisk _disk;
    private readonly List<Commit> _unknown = [];
    private JournalStore _store;

    /// <summary>Creates an empty journal.</summary>
    /// <param name="run">The run.</param>
    /// <param name="clock">Its clock.</param>
    public DurableJournal(SeededScheduler run, TimeProvider clock)
    {
        (_run, _clock, _disk) = (run, clock, new VirtualDisk(run));
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
        _store = Reopen();
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

    private JournalStore Open() => JournalStore.OpenAsync(
        new JournalOptions { Directory = "/journal", SegmentBytes = 8192, SnapshotBytes = 16_384, TailEvents = 20 },
        _clock,
        NullLogger.Instance,
        static _ => { },
        _disk.Mount()).GetAwaiter().GetResult();

    /// <summary>Opens the journal, again and again if the disk fails meanwhile.</summary>
    private JournalStore Reopen()
    {
        while (true)
        {
            try
            {
                return Open();
            }
            catch (IOException) when (_disk.HasFailed)
            {
                _disk.Kill(power: true);
            }
        }
    }

    private void Close()
    {
        try
        {
            _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (IOException)
        {
            // Its files are gone.
        }
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

    /// <summary>Waits until a new segment has begun and its snapshot is written, if the last commit caused one.</summary>
    private void Settle()
    {
        Lookup(new Commit { Id = s_nobody });
        _store.SnapshotsIdle.GetAwaiter().GetResult();
    }

    /// <summary>The result of a commit that was made; otherwise a refusal, which changes nothing.</summary>
    private CommitResult Lookup(Commit commit) => _store.CommitAsync(commit with
    {
        Preconditions = [new Precondition.GroupAt(s_nobody, 1)],
    }).AsTask().GetAwaiter().GetResult();
}
