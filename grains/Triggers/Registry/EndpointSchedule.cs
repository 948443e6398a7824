namespace MoCluster.Grains.Triggers.Registry;

/// <summary>Says when each endpoint is asked for its triggers. All times are spans since one origin.</summary>
/// <param name="options">The pauses.</param>
internal sealed class EndpointSchedule(TriggerRegistryOptions options)
{
    private readonly Dictionary<string, Plan> _plans = new(StringComparer.Ordinal);

    /// <summary>The endpoints that should be asked now. An endpoint that was never asked is one of them.</summary>
    /// <param name="addresses">All endpoints.</param>
    /// <param name="now">The time.</param>
    public IEnumerable<string> Due(IEnumerable<string> addresses, TimeSpan now) =>
        addresses.Where(address => !_plans.TryGetValue(address, out var plan) || plan.Next <= now);

    /// <summary>Notes how a question ended.</summary>
    /// <param name="address">The endpoint.</param>
    /// <param name="answered">Whether the endpoint answered with its triggers.</param>
    /// <param name="now">The time of the answer.</param>
    public void Asked(string address, bool answered, TimeSpan now)
    {
        if (answered)
        {
            _plans[address] = new Plan(now + options.RefreshInterval, options.RetryAfter);
            return;
        }

        var pause = _plans.TryGetValue(address, out var plan) ? plan.Retry : options.RetryAfter;
        if (pause > options.RefreshInterval)
            pause = options.RefreshInterval;
        _plans[address] = new Plan(now + pause, pause * 2);
    }

    private readonly record struct Plan(TimeSpan Next, TimeSpan Retry);
}
