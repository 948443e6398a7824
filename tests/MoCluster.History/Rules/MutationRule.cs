namespace MoCluster.History.Rules;

/// <summary>
/// A confirmed mutation has exactly one registration, however often it was called. A refused mutation has none, and nobody ever saw its
/// marker. A mutation of unknown outcome has at most one. Every registration has its event, every event of an object has its registration,
/// and the numbers of registrations have no gaps.
/// </summary>
internal static class MutationRule
{
    private const string Name = "mutations";

    public static IEnumerable<Violation> Check(History history)
    {
        var registered = new Dictionary<(string Object, string Marker), int>();
        foreach (var (target, registrations) in history.Objects)
        {
            for (var i = 0; i < registrations.Count; i++)
            {
                if (registrations[i].Number != i + 1)
                    yield return new Violation(Name, $"registration {i + 1} of {target} is missing; {registrations[i].Number} is in its place");
                if (registrations[i].Marker is { } marker)
                    registered[(target, marker)] = registered.GetValueOrDefault((target, marker)) + 1;
            }
        }

        foreach (var violation in Calls(history, registered).Concat(Sightings(history, registered)).Concat(Events(history)))
            yield return violation;
    }

    private static IEnumerable<Violation> Calls(History history, Dictionary<(string Object, string Marker), int> registered)
    {
        var calls = history.Operations.OfType<Mutate>().ToLookup(mutation => (mutation.Object, mutation.Marker));
        foreach (var (key, count) in registered.Where(pair => !calls.Contains(pair.Key)))
            yield return new Violation(Name, $"{key.Object} has {count} registrations of «{key.Marker}», which no client asked for");
        foreach (var group in calls.Where(group => history.Objects.ContainsKey(group.Key.Object)))
        {
            var count = registered.GetValueOrDefault(group.Key);
            if (count > 1)
                yield return new Violation(Name, $"«{group.Key.Marker}» was registered {count} times in {group.Key.Object}");
            else if (count == 0 && group.Any(mutation => mutation.Outcome == OperationOutcome.Confirmed))
                yield return new Violation(Name, $"«{group.Key.Marker}» of {group.Key.Object} was confirmed and is not registered");
            else if (count == 1 && group.All(mutation => mutation.Outcome == OperationOutcome.Refused))
                yield return new Violation(Name, $"«{group.Key.Marker}» of {group.Key.Object} was refused and is registered");
        }
    }

    private static IEnumerable<Violation> Sightings(History history, Dictionary<(string Object, string Marker), int> registered) =>
        from sighting in history.Sightings
        where history.Objects.ContainsKey(sighting.Object) && !registered.ContainsKey((sighting.Object, sighting.Marker))
        select new Violation(Name, $"{sighting.Where} saw «{sighting.Marker}» of {sighting.Object}, which was never registered");

    private static IEnumerable<Violation> Events(History history)
    {
        var spoken = history.Logs.Values.SelectMany(events => events)
            .Where(logged => logged.Object is not null)
            .Select(logged => (logged.Object!, logged.Registration)).ToHashSet();
        var known = new HashSet<(string, long)>();
        foreach (var (target, registrations) in history.Objects)
        {
            foreach (var registration in registrations)
            {
                known.Add((target, registration.Number));
                if (!spoken.Contains((target, registration.Number)) && history.Logs.Count > 0 && registration.Marker is not null)
                    yield return new Violation(Name, $"registration {registration.Number} of {target} has no event");
            }
        }

        foreach (var (target, number) in spoken)
        {
            if (history.Objects.ContainsKey(target) && !known.Contains((target, number)))
                yield return new Violation(Name, $"an event speaks of registration {number} of {target}, which does not exist");
        }
    }
}
