using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Triggers.Registry;

namespace MoCluster.Grains.Triggers.Registry;

/// <summary>Decides what an endpoint's answer changes. The version goes up only when a trigger comes, changes or goes.</summary>
internal static class RegistryChange
{
    /// <summary>Takes an endpoint's answer.</summary>
    /// <param name="registered">What was registered.</param>
    /// <param name="address">The address of the endpoint.</param>
    /// <param name="triggers">Its triggers.</param>
    /// <param name="now">The time of the answer.</param>
    public static RegisteredTriggers Answered(
        this RegisteredTriggers registered, string address, ImmutableArray<EndpointTrigger> triggers, DateTimeOffset now) =>
        registered.Replace(address, endpoint => endpoint with
        {
            Triggers = [.. triggers.OrderBy(trigger => trigger.Id)],
            Answered = now,
            Problem = null,
        });

    /// <summary>Notes that an endpoint did not answer. Its triggers stay.</summary>
    /// <param name="registered">What was registered.</param>
    /// <param name="address">The address of the endpoint.</param>
    /// <param name="problem">What was wrong.</param>
    public static RegisteredTriggers Failed(this RegisteredTriggers registered, string address, string problem) =>
        registered.Replace(address, endpoint => endpoint with { Problem = problem });

    /// <summary>Removes the endpoints that are no longer configured, and adds those that are new.</summary>
    /// <param name="registered">What was registered.</param>
    /// <param name="addresses">The configured endpoints.</param>
    public static RegisteredTriggers Configured(this RegisteredTriggers registered, ImmutableArray<string> addresses)
    {
        var known = registered.Endpoints.Where(endpoint => addresses.Contains(endpoint.Address)).ToArray();
        var added = addresses.Except(known.Select(endpoint => endpoint.Address)).Select(address => new TriggerEndpoint { Address = address });
        return registered.With([.. known.Concat(added).OrderBy(endpoint => endpoint.Address, StringComparer.Ordinal)]);
    }

    private static RegisteredTriggers Replace(this RegisteredTriggers registered, string address, Func<TriggerEndpoint, TriggerEndpoint> change) =>
        registered.With([.. registered.Endpoints.Select(endpoint => endpoint.Address == address ? change(endpoint) : endpoint)]);

    private static RegisteredTriggers With(this RegisteredTriggers registered, ImmutableArray<TriggerEndpoint> endpoints)
    {
        var same = Triggers(registered.Endpoints).SequenceEqual(Triggers(endpoints));
        return registered with { Version = same ? registered.Version : registered.Version + 1, Endpoints = endpoints };
    }

    private static IEnumerable<EndpointTrigger> Triggers(ImmutableArray<TriggerEndpoint> endpoints) =>
        endpoints.SelectMany(endpoint => endpoint.Triggers);
}
