namespace MoCluster.Client.Transport;

/// <summary>Pauses that double, jittered, until something succeeds.</summary>
internal sealed class BackOff(MoClientOptions options)
{
    private int _failures;

    /// <summary>Begins anew: something succeeded.</summary>
    public void Reset() => _failures = 0;

    /// <summary>Waits after a failure.</summary>
    /// <param name="atLeast">How long the server asks to wait, if it does.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task WaitAsync(TimeSpan? atLeast, CancellationToken cancellation) =>
        Task.Delay(NextPause(atLeast), options.TimeProvider, cancellation);

    private TimeSpan NextPause(TimeSpan? atLeast)
    {
        var longest = Math.Min(options.RetryDelay.Ticks * Math.Pow(2, Math.Min(_failures++, 30)), options.MaxRetryDelay.Ticks);
        var pause = TimeSpan.FromTicks((long)(longest * (0.5 + (Random.Shared.NextDouble() / 2))));
        var asked = atLeast < options.MaxRetryDelay ? atLeast.Value : options.MaxRetryDelay;
        return atLeast is not null && asked > pause ? asked : pause;
    }
}
