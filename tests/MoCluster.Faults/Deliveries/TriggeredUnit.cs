using System.Collections.Concurrent;

namespace MoCluster.Faults.Deliveries;

/// <summary>An org unit that one client edits, what the client was answered, and which calls an endpoint got for it.</summary>
internal sealed class TriggeredUnit
{
    private readonly ConcurrentQueue<(int Edit, string Id)> _calls = [];
    private readonly ConcurrentDictionary<int, bool> _accepted = [];

    /// <summary>The unit.</summary>
    public Guid Uuid { get; } = Guid.NewGuid();

    /// <summary>The edits that were answered as done.</summary>
    public ConcurrentBag<int> Confirmed { get; } = [];

    /// <summary>The edits that were refused.</summary>
    public ConcurrentBag<int> Refused { get; } = [];

    /// <summary>How many calls the endpoint got.</summary>
    public int Calls => _calls.Count;

    /// <summary>Whether the endpoint accepted a call for each edit that was answered as done.</summary>
    public bool IsComplete => Confirmed.All(_accepted.ContainsKey);

    /// <summary>Notes a call.</summary>
    /// <param name="edit">The number of the edit.</param>
    /// <param name="id">The id of the call.</param>
    public void Called(int edit, string id) => _calls.Enqueue((edit, id));

    /// <summary>Notes that the endpoint accepted a call.</summary>
    /// <param name="edit">The number of the edit.</param>
    public void Accepted(int edit) => _accepted[edit] = true;

    /// <summary>Says what was wrong; empty if nothing was.</summary>
    public IEnumerable<string> Judge()
    {
        var firsts = _calls.DistinctBy(call => call.Edit).ToArray();
        if (!firsts.SequenceEqual(firsts.OrderBy(call => call.Edit)))
            yield return $"{Uuid}: the edits arrived in the order {string.Join(' ', firsts.Select(call => call.Edit))}.";
        foreach (var edit in firsts.Select(call => call.Edit).Intersect(Refused))
            yield return $"{Uuid}: the edit {edit} was refused, and its call was made.";
        foreach (var same in _calls.GroupBy(call => call.Edit).Where(same => same.DistinctBy(call => call.Id).Count() > 1))
            yield return $"{Uuid}: the calls for edit {same.Key} have the ids {string.Join(' ', same.Select(call => call.Id).Distinct())}.";
        foreach (var same in _calls.GroupBy(call => call.Id).Where(same => same.DistinctBy(call => call.Edit).Count() > 1))
            yield return $"{Uuid}: the edits {string.Join(' ', same.Select(call => call.Edit).Distinct())} have one id, {same.Key}.";
        foreach (var lost in Confirmed.Where(edit => !_accepted.ContainsKey(edit)).Order())
            yield return $"{Uuid}: the edit {lost} was answered as done, and its call was never accepted.";
    }
}
