using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Listeners.Requests;

/// <summary>The calls of a group that wait: commands and fetches for the next turn, lists and moves for the time between two turns.</summary>
/// <param name="options">The limits.</param>
internal sealed class RequestQueue(ListenerOptions options)
{
    private readonly Queue<IQueueCommand> _commands = [];
    private readonly Queue<ListRequest> _lists = [];
    private readonly Queue<PositionRequest> _positions = [];
    private int _weight;
    private Refusal? _closed;
    private Refusal? _waitsEnded;

    /// <summary>The fetches that wait. They are added with <see cref="TryAdd(FetchRequest)"/>.</summary>
    public FetchQueue Fetches { get; } = new();

    /// <summary>Whether a command waits.</summary>
    public bool HasCommands => _commands.Count > 0;

    /// <summary>Whether a change of position waits.</summary>
    public bool HasPositions => _positions.Count > 0;

    /// <summary>The refusal of a fetch that would have to wait; null while fetches may wait.</summary>
    public Refusal? WaitsEnded => _closed ?? _waitsEnded;

    /// <summary>Whether no call waits.</summary>
    public bool IsEmpty => !HasCommands && !HasPositions && !Fetches.Any && _lists.Count == 0;

    /// <summary>Adds a command for the next turn.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryAdd(IQueueCommand command)
    {
        if (_weight > 0 && _weight + command.Weight > options.MaxQueuedTokens)
            return false;
        Add(command);
        return true;
    }

    /// <summary>Adds a command again, because a part of it is still to be decided.</summary>
    public void Add(IQueueCommand command)
    {
        if (_closed is not null)
        {
            command.Refuse(_closed);
            return;
        }

        _weight += command.Weight;
        _commands.Enqueue(command);
    }

    /// <summary>Adds a change of position.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryAdd(PositionRequest request) => TryAdd<PositionRequest, long>(_positions, request);

    /// <summary>Adds a list of entries.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryAdd(ListRequest request) => TryAdd<ListRequest, EntryPage>(_lists, request);

    /// <summary>Adds a fetch.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryAdd(FetchRequest request)
    {
        if (WaitsEnded is { } refusal)
        {
            request.Refuse(refusal);
            return true;
        }

        if (Fetches.Count >= options.MaxWaiting)
            return false;
        Fetches.Add(request);
        return true;
    }

    /// <summary>Takes the next command; null when none waits.</summary>
    public IQueueCommand? TakeCommand()
    {
        if (!_commands.TryDequeue(out var command))
            return null;
        _weight -= command.Weight;
        return command;
    }

    /// <summary>Takes the next list; null when none waits.</summary>
    public ListRequest? TakeList() => _lists.TryDequeue(out var request) ? request : null;

    /// <summary>Takes the next change of position; null when none waits.</summary>
    public PositionRequest? TakePosition() => _positions.TryDequeue(out var request) ? request : null;

    /// <summary>
    /// Refuses the fetches that wait and those still to come: the activation ends, and a caller that asks again finds the next one. Other calls
    /// are still carried out.
    /// </summary>
    /// <param name="refusal">The refusal for fetches.</param>
    public void EndWaits(Refusal refusal)
    {
        _waitsEnded ??= refusal;
        Fetches.Refuse(refusal);
    }

    /// <summary>
    /// Refuses every call that waits, and every call still to come: a call may have found the activation in order, and have read something since,
    /// before it is added here.
    /// </summary>
    /// <param name="refusal">The refusal for the calls.</param>
    public void Close(Refusal refusal)
    {
        _closed ??= refusal;
        while (TakeCommand() is { } command)
            command.Refuse(refusal);
        while (TakeList() is { } list)
            list.Refuse(refusal);
        while (TakePosition() is { } position)
            position.Refuse(refusal);
        Fetches.Refuse(refusal);
    }

    private bool TryAdd<TRequest, T>(Queue<TRequest> queue, TRequest request)
        where TRequest : GroupRequest<T>
    {
        if (_closed is not null)
        {
            request.Refuse(_closed);
            return true;
        }

        if (queue.Count >= options.MaxWaiting)
            return false;
        queue.Enqueue(request);
        return true;
    }
}
