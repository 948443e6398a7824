using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>Reads the policy of a listener from the input that declares it.</summary>
internal static class PolicyInput
{
    private const double LongestSeconds = 365 * 24 * 3600.0;

    /// <summary>Reads the policy; null if the input has none of its fields. The grain of the namespace checks its rules.</summary>
    /// <param name="input">The input.</param>
    public static ListenerPolicy? Read(InputObject input)
    {
        var policy = ListenerPolicy.Default;
        var lease = Seconds(input, "lease_seconds");
        var backOff = Seconds(input, "max_back_off_seconds");
        var attempts = input.Get<int?>("max_attempts");
        var inFlight = input.Get<int?>("max_in_flight");
        if (lease is null && backOff is null && attempts is null && inFlight is null)
            return null;
        return policy with
        {
            Lease = lease ?? policy.Lease,
            MaxBackOff = backOff ?? (lease > policy.MaxBackOff ? lease.Value : policy.MaxBackOff),
            MaxAttempts = attempts ?? policy.MaxAttempts,
            MaxInFlight = inFlight ?? policy.MaxInFlight,
        };
    }

    private static TimeSpan? Seconds(InputObject input, string name)
    {
        if (input.Get<double?>(name) is not { } seconds)
            return null;
        // The grain of the namespace checks the bounds of policies. Here the number must only fit a TimeSpan.
        return seconds is > 0 and <= LongestSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw Refusals.InvalidInput($"{name} is {seconds}; it must be above 0 and at most {LongestSeconds}.", $"input.{name}");
    }
}
