using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Simulation.Faults;
using MoCluster.Simulation.World;
using MoCluster.Simulator.Scheduling;

namespace MoCluster.Simulation.Storage;

/// <summary>
/// A store server like PostgreSQL: silos reach it by messages that take time; it makes the waiting commits durable as one batch, and
/// answers afterwards. When it is killed, what was not durable is lost. Verdicts come from the judge's own code.
/// </summary>
internal sealed class StoreServer : IDisposable
{
    private readonly SeededScheduler _run;
    private readonly RunRecord _record;
    private readonly IDurableStore _durable;
    private readonly Dictionary<StoreFault, int> _percent = [];
    private readonly List<PendingCommit> _batch = [];
    private bool _isDown;
    private bool _isFailing;

    /// <summary>Creates an empty store.</summary>
    /// <param name="run">The run.</param>
    /// <param name="record">Records what became durable.</param>
    /// <param name="isEmbedded">Whether it is the embedded store, on a disk that can fail; otherwise a server whose disk never does.</param>
    public StoreServer(SeededScheduler run, RunRecord record, bool isEmbedded)
    {
        (_run, _record) = (run, record);
        Clock = new StoreTime(run.Time);
        _durable = isEmbedded ? new DurableSqlite(run, Clock) : new DurableMemory(Clock, run.NewId());
    }

    /// <summary>Called when its disk failed, so that its process must stop.</summary>
    public Action? OnFailure { get; set; }

    /// <summary>Its clock.</summary>
    public StoreTime Clock { get; }

    /// <summary>What is durable, for examination when the run is over.</summary>
    public IStore Durable => _durable.Store;

    /// <summary>Whether it can be looked at: it is neither down nor about to be.</summary>
    public bool IsUp => !_isDown && !_isFailing;

    /// <summary>Looks at what is durable. The run's thread waits, because the embedded store reads on threads of its own.</summary>
    public T Look<T>(Func<IStore, ValueTask<T>> question) => question(Durable).AsTask().GetAwaiter().GetResult();

    /// <summary>Makes the disk, if there is one, fail after a number of operations.</summary>
    public void FailAfter(int operations) => _durable.FailAfter(operations);

    /// <summary>Sets the percentage of calls that meet a fault; 0 ends it.</summary>
    public void Set(StoreFault fault, int percent) => _percent[fault] = percent;

    /// <summary>Ends all faults and starts the server if it is down.</summary>
    public void Heal()
    {
        _percent.Clear();
        _durable.FailAfter(int.MaxValue);
        Restart();
    }

    /// <summary>Kills the server: waiting callers do not learn the outcome.</summary>
    public void Crash()
    {
        if (_isDown)
            return;
        _isDown = true;
        _durable.Kill();
        foreach (var pending in _batch)
            Answer(() => pending.Answer.TrySetException(Unknown()));
        _batch.Clear();
    }

    /// <summary>Restarts the server, if it was killed.</summary>
    public void Restart()
    {
        if (!_isDown)
            return;
        (_isDown, _isFailing) = (false, false);
        foreach (var (commit, result) in _durable.Begin())
            _record.Committed("the log", commit, result, Durable.Now);
    }

    /// <inheritdoc/>
    public void Dispose() => _durable.Dispose();

    /// <summary>A client sends a commit.</summary>
    public void Commit(StoreClient client, Commit commit, TaskCompletionSource<CommitResult> answer) => _run.Post(Latency(), () =>
    {
        if (client.IsDead && _run.Draw(2) == 0)
            return;
        if (_isDown || Meets(StoreFault.Unavailable))
        {
            Answer(() => answer.TrySetException(new StoreUnavailableException("The store is out of reach.")));
            return;
        }

        if (Meets(StoreFault.LostAndUnknown))
        {
            Answer(() => answer.TrySetException(Unknown()));
            return;
        }

        _batch.Add(new PendingCommit(client, commit, answer));
        if (_batch.Count == 1)
            _run.Post(Latency(), MakeDurable);
    });

    /// <summary>A client sends a question.</summary>
    public void Read<T>(Func<IStore, ValueTask<T>> question, TaskCompletionSource<T> answer) => _run.Post(Latency(), () =>
    {
        if (_isDown || Meets(StoreFault.ReadsFail))
        {
            Answer(() => answer.TrySetException(new StoreUnavailableException("The store is out of reach.")));
            return;
        }

        try
        {
            var found = question(Durable).AsTask().GetAwaiter().GetResult();
            Answer(() => answer.TrySetResult(found));
        }
        catch (Exception exception)
        {
            Answer(() => answer.TrySetException(exception));
            if (exception is CommitOutcomeUnknownException or StoreUnavailableException)
                Fail();
        }
    });

    private static CommitOutcomeUnknownException Unknown() => new("No answer came.");

    private void MakeDurable()
    {
        var batch = _batch.ToArray();
        _batch.Clear();
        foreach (var pending in batch)
            Judge(pending);
    }

    private void Judge(PendingCommit pending)
    {
        try
        {
            var result = _durable.Commit(pending.Commit);
            _record.Committed(pending.Client.Name, pending.Commit, result, Durable.Now);
            if (Meets(StoreFault.DoneButUnknown))
                Answer(() => pending.Answer.TrySetException(Unknown()));
            else
                Answer(() => pending.Answer.TrySetResult(result));
        }
        catch (Exception exception) when (exception is CommitOutcomeUnknownException or StoreUnavailableException)
        {
            Answer(() => pending.Answer.TrySetException(exception));
            Fail();
        }
        catch (ArgumentException exception)
        {
            _record.Violate("store", $"{pending.Client.Name} made a commit against the store's rules: {exception.Message}");
            Answer(() => pending.Answer.TrySetException(exception));
        }
    }

    /// <summary>Takes no more commits, which later callers learn, and notifies its process once.</summary>
    private void Fail()
    {
        if (_isFailing)
            return;
        _isFailing = true;
        _run.Post(() => OnFailure?.Invoke());
    }

    private void Answer(Action answer) => _run.Post(Latency(), answer);

    private bool Meets(StoreFault fault) => _percent.GetValueOrDefault(fault) is > 0 and var percent && _run.Draw(100) < percent;

    private TimeSpan Latency()
    {
        if (Meets(StoreFault.Slow))
            return TimeSpan.FromMilliseconds(_run.Draw(4_000));
        return _run.Draw(2) == 0 ? TimeSpan.Zero : TimeSpan.FromMicroseconds(_run.Draw(5_000));
    }

    private sealed record PendingCommit(StoreClient Client, Commit Commit, TaskCompletionSource<CommitResult> Answer);
}
