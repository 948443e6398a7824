namespace MoCluster.Client.Hosting.Handling;

/// <summary>
/// Decides which event is handled next: the first that came, unless an event with its subject or its key is being handled or came before it. So those with one
/// subject or one key are handled one at a time and in the order in which they came. An event counts as handled until it is settled, but its handler makes room for
/// another one when it ends.
/// </summary>
/// <param name="parallelism">How many handlers run at once.</param>
internal sealed class HandlingOrder(int parallelism)
{
    private readonly LinkedList<Turn> _waiting = [];
    private readonly HashSet<Turn> _running = [];
    private readonly HashSet<Turn> _settling = [];

    /// <summary>How many events wait.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>How many events are being handled or settled.</summary>
    public int Open => _running.Count + _settling.Count;

    /// <summary>Adds an event that came.</summary>
    public void Add(Turn turn) => _waiting.AddLast(turn);

    /// <summary>Starts the next event that may be handled now.</summary>
    /// <returns>The event; null if none may.</returns>
    public Turn? StartNext()
    {
        if (_running.Count >= parallelism || _waiting.Count == 0)
            return null;
        HashSet<string> subjects = [.. _running.Concat(_settling).Select(turn => turn.Subject)];
        HashSet<string> keys = [.. _running.Concat(_settling).Select(turn => turn.Key)];
        for (var node = _waiting.First; node is not null; node = node.Next)
        {
            // An event that must wait makes those behind it wait that share its subject or its key.
            var isFree = !subjects.Contains(node.Value.Subject) && !keys.Contains(node.Value.Key);
            if (isFree)
            {
                _waiting.Remove(node);
                _running.Add(node.Value);
                return node.Value;
            }

            subjects.Add(node.Value.Subject);
            keys.Add(node.Value.Key);
        }

        return null;
    }

    /// <summary>The handler of an event has ended; the event is settled now.</summary>
    public void BeginSettling(Turn turn)
    {
        _running.Remove(turn);
        _settling.Add(turn);
    }

    /// <summary>Ends the handling of an event.</summary>
    /// <param name="turn">The event.</param>
    /// <param name="isDone">
    /// Whether it was acknowledged. Then a delivery of the same event that came meanwhile, because its lease had ended, is done too.
    /// </param>
    public void Finish(Turn turn, bool isDone)
    {
        _running.Remove(turn);
        _settling.Remove(turn);
        if (!isDone)
            return;
        foreach (var later in _waiting)
        {
            if (later.Subject == turn.Subject && later.Number <= turn.Number)
                later.IsDoneAlready = true;
        }
    }

    /// <summary>Forgets an event that waits, because its lease was lost.</summary>
    /// <returns>Whether it waited; if not, it is being handled or was.</returns>
    public bool Forget(Turn turn) => _waiting.Remove(turn);

    /// <summary>Takes out all events that wait.</summary>
    public IReadOnlyList<Turn> TakeWaiting()
    {
        Turn[] waiting = [.. _waiting];
        _waiting.Clear();
        return waiting;
    }
}
