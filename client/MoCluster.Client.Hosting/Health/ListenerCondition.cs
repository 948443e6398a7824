namespace MoCluster.Client.Hosting.Health;

/// <summary>How a listener of the integration is.</summary>
/// <param name="Name">Its namespace and routing key.</param>
/// <param name="IsDeclared">Whether it was declared, and not refused since.</param>
/// <param name="InterruptedSince">Since when nothing comes from it, by the time since any fixed instant; null if its stream is open.</param>
/// <param name="Problem">The last problem; null if there was none since it went well.</param>
internal readonly record struct ListenerCondition(string Name, bool IsDeclared, TimeSpan? InterruptedSince, string? Problem)
{
    /// <summary>What is wrong with it; null if nothing is, or not for long enough.</summary>
    /// <param name="now">The time since the same instant.</param>
    /// <param name="limit">For how long an interruption is nothing wrong.</param>
    public string? Complaint(TimeSpan now, TimeSpan limit)
    {
        if (!IsDeclared)
            return Problem is null ? $"{Name} is not declared yet." : $"{Name} gets no events: {Problem}";
        var why = Problem is null ? "" : $" {Problem}";
        return InterruptedSince is { } since && now - since > limit ? $"{Name} has been interrupted for {(now - since).TotalSeconds:0} s.{why}" : null;
    }
}
