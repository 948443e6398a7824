using System.Runtime.InteropServices;
using MoCluster.GrainInterfaces;

namespace MoCluster.Stores.PostgreSql.Commits;

/// <summary>
/// The commits that wait, and the groups made of them. A lane that is free takes all that may stand together at that moment, up to
/// the limits: so groups grow by themselves as the server gets busier, and a lone commit waits for nobody.
/// </summary>
/// <param name="capacity">How many commits may wait.</param>
/// <param name="maxCommits">The most commits in a group.</param>
/// <param name="maxEvents">The events after which a group takes no more.</param>
internal sealed class CommitQueue(int capacity, int maxCommits, int maxEvents)
{
    /// <summary>
    /// How many waiting commits are looked at for one group, in groups: those that may not go yet must not cost more and more.
    /// </summary>
    private const int ScanLimit = 4;

    /// <summary>
    /// How many groups under way may append to the same stream. One numbers and commits; the next is sent meanwhile and waits for the
    /// stream at the server. A third could only wait too: its lane serves others better, and its events make the next group bigger.
    /// </summary>
    private const int GroupsAStream = 2;

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
            // What groups under way hold up goes when they are released, which wakes whoever waits: until then a lane would look in vain.
            if (!IsHeldUp(commit))
                _idle.TryDequeue(out idle);
        }

        idle?.SetResult();
        return true;
    }

    /// <summary>Waits for the next group.</summary>
    /// <returns>It, or null when the queue is closed and nothing waits that is not held up by a group under way.</returns>
    public async ValueTask<IReadOnlyList<QueuedCommit>?> TakeAsync()
    {
        while (true)
        {
            Task wait;
            lock (_gate)
            {
                if (Form() is { Count: > 0 } group)
                    return group;
                if (_closed && _waiting.Count == 0)
                    return null;
                var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _idle.Enqueue(idle);
                wait = idle.Task;
            }

            await wait.ConfigureAwait(false);
        }
    }

    /// <summary>Says that a group is done, so that what it held up may go.</summary>
    public void Release(IReadOnlyList<QueuedCommit> group)
    {
        lock (_gate)
        {
            foreach (var commit in group)
                _held.ExceptWith(commit.Keys);
            foreach (var stream in StreamsOf(group))
            {
                if (--CollectionsMarshal.GetValueRefOrNullRef(_appending, stream) == 0)
                    _appending.Remove(stream);
            }

            Wake();
        }
    }

    /// <summary>Takes no more commits; those that wait are still served.</summary>
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
        var group = new List<QueuedCommit>();
        var events = 0;
        _passedOver.Clear();
        _passedOverAt.Clear();
        var looked = 0;
        for (var node = _waiting.First; node is not null && group.Count < maxCommits && looked < maxCommits * ScanLimit; looked++)
        {
            var next = node.Next;
            var commit = node.Value;
            if (IsHeldUp(commit) || IsPassedOver(commit))
            {
                // Other lanes are at it. Later ones that share a key or a stream with it must not overtake it: one of several streams would
                // else wait for as long as there is always somebody at one of them.
                Add(_passedOver, commit.Keys);
                Add(_passedOverAt, commit.Streams);
            }
            else if (group.Count > 0 && events + commit.Commit.Events.Length > maxEvents)
            {
                break;
            }
            else
            {
                _waiting.Remove(node);
                events += commit.Commit.Events.Length;
                group.Add(commit);
            }

            node = next;
        }

        foreach (var commit in group)
            Add(_held, commit.Keys);
        foreach (var stream in StreamsOf(group))
            CollectionsMarshal.GetValueRefOrAddDefault(_appending, stream, out _)++;
        return group;
    }

    private static HashSet<StreamKey> StreamsOf(IReadOnlyList<QueuedCommit> group)
    {
        var streams = new HashSet<StreamKey>();
        foreach (var commit in group)
            Add(streams, commit.Streams);
        return streams;
    }

    /// <summary>As a set's own union, which makes an enumerator for each commit that is looked at.</summary>
    private static void Add<T>(HashSet<T> set, ReadOnlySpan<T> items)
    {
        foreach (var item in items)
            set.Add(item);
    }

    /// <summary>Whether commits under way are at its keys, or as many groups as may be at one of its streams.</summary>
    private bool IsHeldUp(QueuedCommit commit)
    {
        if (HasAny(_held, commit.Keys) || HasAny(_held, commit.Named))
            return true;
        foreach (var stream in commit.Streams)
        {
            if (_appending.GetValueOrDefault(stream) >= GroupsAStream)
                return true;
        }

        return false;
    }

    /// <summary>Whether one that waits before it, and was passed over, has one of its keys or streams.</summary>
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
