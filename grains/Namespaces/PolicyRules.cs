using System.Globalization;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Grains.Namespaces;

/// <summary>Checks a listener's policy.</summary>
public static class PolicyRules
{
    /// <summary>The highest limit of events that a listener may have leased at once.</summary>
    public const int MostInFlight = 1_000_000;

    /// <summary>Checks a policy.</summary>
    /// <param name="policy">The policy; null for the default.</param>
    /// <returns>The refusal of the first wrong setting; null when all are right.</returns>
    public static Refusal? Check(ListenerPolicy? policy)
    {
        if (policy is null)
            return null;
        return CheckSeconds(policy.Lease, ListenerPolicy.LongestLease, "lease_seconds")
            ?? CheckSeconds(policy.MaxBackOff, ListenerPolicy.LongestDelay, "max_back_off_seconds")
            ?? CheckCount(policy.MaxAttempts, 0, int.MaxValue, "max_attempts")
            ?? CheckCount(policy.MaxInFlight, 1, MostInFlight, "max_in_flight");
    }

    private static Refusal? CheckSeconds(TimeSpan span, TimeSpan most, string name) => span > TimeSpan.Zero && span <= most
        ? null
        : Wrong(name, span.TotalSeconds, $"above 0 and at most {most.TotalSeconds.ToString(CultureInfo.InvariantCulture)}");

    private static Refusal? CheckCount(int count, int least, int most, string name) =>
        count >= least && count <= most ? null : Wrong(name, count, $"from {least} to {most}");

    private static Refusal Wrong(string name, double found, string right) => new(
        RefusalCode.InvalidInput, $"{name} is {found.ToString(CultureInfo.InvariantCulture)}; it must be {right}.", $"input.{name}");
}
