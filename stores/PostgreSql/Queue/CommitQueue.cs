using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces;

namespace MoCluster.Stores.PostgreSql.Queue;

/// <summary>
/// The commits that wait, and the batches that are formed of them. A free commit connection takes all commits that may be written together at that
/// moment, up to the limits. So batches grow by themselves as the server gets busier, and a lone commit does not wait.
/// </summary>
/// <param name="capacity">How many commits may wait.</param>
/// <param name="maxCommits">The most commits in a batch.</param>
/// <param name="maxEvents">The number of events and deliveries from which on a batch takes no further commit.</param>
internal sealed class CommitQueue(int capacity, int maxCommits, int maxEvents)
{
    /// <summary>
    /// How many waiting commits are looked at for one batch, as a multiple of its most commits: commits that may not be written yet must not cost
    /// more and more.
    /// </summary>
    private const int ScanLimit = 4;

    /// <summary>
    /// How many batches under way may append to the same stream. The first numbers its events and commits; the second is sent meanwhile and waits for
    /// the stream at the server. A third could only wait too: its connection is of more use to other streams, and its events make the next batch
    /// bigger.
    /// </summary>
    private const int BatchesPerStream = 2;

    private readonly Lock _gate = new();
    private readonly LinkedList<QueuedCommit> _waiting = [];
    private readonly HashSet<ulong> _held = [];
    private readonly HashSet<ulong> _passedOver = [];
    private readonly Dictionary<StreamKey, int> _appending = [];
    private readonly HashSet<StreamKey> _passedOverAt = [];
    private readonly Queue<TaskCompletionSource> _idle = [];
    private bool _closed;

    /// <summary>How many commits wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Puts a commit in line.</summary>
    /// <returns>Whether there was room, and the queue is open.</returns>
    public bool TryAdd(QueuedCommit commit)
    {
        TaskCompletionSource? idle = null;
        lock (_gate)
        {
            if (_closed || _waiting.Count >= capacity)
                return false;
            _waiting.AddLast(commit);
            // A commit that a batch under way holds up waits for the batch's release, which wakes all: until then a connection would look in vain.
            if (!IsHeldUp(commit))
                _idle.TryDequeue(out idle);
        }

        idle?.SetResult();
        return true;
    }

    /// <summary>Waits for the next batch.</summary>
    /// <returns>The batch; null when the queue is closed and empty.</returns>
    public async ValueTask<IReadOnlyList<QueuedCommit>?> TakeAsync()
    {
        while (true)
        {
            Task wait;
            lock (_gate)
            {
                if (Form() is { Count: > 0 } batch)
                    return batch;
                if (_closed && _waiting.Count == 0)
                    return null;
                var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _idle.Enqueue(idle);
                wait = idle.Task;
            }

            await wait.ConfigureAwait(false);
        }
    }

    /// <summary>Says that a batch is done, so that the commits it held up may go on.</summary>
    public void Release(IReadOnlyList<QueuedCommit> batch)
    {
        lock (_gate)
        {
            foreach (var commit in batch)
                _held.ExceptWith(commit.Keys);
            foreach (var stream in StreamsOf(batch))
            {
                if (--CollectionsMarshal.GetValueRefOrNullRef(_appending, stream) == 0)
                    _appending.Remove(stream);
            }

            Wake();
        }
    }

    /// <summary>Refuses further commits; those that wait are still served.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Wake();
        }
    }

    private void Wake()
    {
        while (_idle.TryDequeue(out var idle))
            idle.SetResult();
    }

    private List<QueuedCommit> Form()
    {
        var batch = new List<QueuedCommit>();
        var events = 0;
        _passedOver.Clear();
        _passedOverAt.Clear();
        var looked = 0;
        for (var node = _waiting.First; node is not null && batch.Count < maxCommits && looked < maxCommits * ScanLimit; looked++)
        {
            var next = node.Next;
            var commit = node.Value;
            if (IsHeldUp(commit) || IsPassedOver(commit))
            {
                // Another batch holds it up. Later commits that share a key or a stream with it must not overtake it: else a commit to several
                // streams would wait as long as there is always a batch at one of them.
                Add(_passedOver, commit.Keys);
                Add(_passedOverAt, commit.Streams);
            }
            else if (batch.Count > 0 && events + commit.Size > maxEvents)
            {
                break;
            }
            else
            {
                _waiting.Remove(node);
                events += commit.Size;
                batch.Add(commit);
            }

            node = next;
        }

        foreach (var commit in batch)
            Add(_held, commit.Keys);
        foreach (var stream in StreamsOf(batch))
            CollectionsMarshal.GetValueRefOrAddDefault(_appending, stream, out _)++;
        return batch;
    }

    private static HashSet<StreamKey> StreamsOf(IReadOnlyList<QueuedCommit> batch)
    {
        var streams = new HashSet<StreamKey>();
        foreach (var commit in batch)
            Add(streams, commit.Streams);
        return streams;
    }

    /// <summary>Adds all items. UnionWith would allocate an enumerator for each commit that is looked at.</summary>
    private static void Add<T>(HashSet<T> set, ReadOnlySpan<T> items)
    {
        foreach (var item in items)
            set.Add(item);
    }

    /// <summary>Whether a batch under way has one of its keys, or as many batches as may append already append to one of its streams.</summary>
    private bool IsHeldUp(QueuedCommit commit)
    {
        if (HasAny(_held, commit.Keys) || HasAny(_held, commit.Named))
            return true;
        foreach (var stream in commit.Streams)
        {
            if (_appending.GetValueOrDefault(stream) >= BatchesPerStream)
                return true;
        }

        return false;
    }

    /// <summary>Whether a commit before it that was passed over has one of its keys or streams.</summary>
    private bool IsPassedOver(QueuedCommit commit) =>
        HasAny(_passedOver, commit.Keys) || HasAny(_passedOver, commit.Named) || HasAny(_passedOverAt, commit.Streams);

    private static bool HasAny<T>(HashSet<T> set, ReadOnlySpan<T> items)
    {
        foreach (var item in items)
        {
            if (set.Contains(item))
                return true;
        }

        return false;
    }
}
