namespace MoCluster.GraphQL.Execution;

/// <summary>Cancels an execution when its caller cancels it, or when it has run for <see cref="ExecutorOptions.MaxDuration"/>.</summary>
internal sealed class ExecutionDeadline : IDisposable
{
    private readonly ExecutorOptions _options;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;

    public ExecutionDeadline(ExecutorOptions options, CancellationToken caller)
    {
        _options = options;
        _caller = caller;
        _source = CancellationTokenSource.CreateLinkedTokenSource(caller);
        Token = _source.Token;
        _timer = options.Time.CreateTimer(static source => Cancel((CancellationTokenSource)source!), _source, options.MaxDuration, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Cancelled by the caller or by the time limit. Stays readable after disposal, because an abandoned resolver may still look at it.
    /// </summary>
    public CancellationToken Token { get; }

    /// <summary>True if the time limit has passed and the caller has not cancelled.</summary>
    public bool HasPassed => _source.IsCancellationRequested && !_caller.IsCancellationRequested;

    public string Message => $"The operation was not finished within the time that is allowed (limit MaxDuration is {_options.MaxDuration}).";

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The execution ended at the same moment.
        }
    }
}
