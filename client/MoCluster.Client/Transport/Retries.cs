using Polly;
using Polly.Retry;

namespace MoCluster.Client.Transport;

/// <summary>Makes calls, and makes those again that failed and may be repeated, with pauses that double and are jittered.</summary>
internal sealed class Retries
{
    private readonly MoClientOptions _options;
    private readonly ResiliencePipeline _pipeline;
    private readonly ResiliencePropertyKey<CallOptions> _call = new("call");
    private readonly ResiliencePropertyKey<MoException?> _last = new("last");

    public Retries(MoClientOptions options) => (_options, _pipeline) = (options, NewPipeline(options));

    /// <summary>Makes a call.</summary>
    /// <param name="call">How the call may be made.</param>
    /// <param name="attempt">Makes it once. Its token ends at the end of the attempt's time, or with the caller's.</param>
    /// <param name="state">What the attempt needs.</param>
    /// <param name="cancellation">The caller's token.</param>
    /// <exception cref="MoException">The last attempt's, or there was no time for another.</exception>
    /// <exception cref="OperationCanceledException">The caller ended the call.</exception>
    public async Task<T> RunAsync<TState, T>(
        CallOptions call, Func<TState, CancellationToken, Task<T>> attempt, TState state, CancellationToken cancellation)
    {
        using var deadline = new Deadline(_options.TimeProvider, _options.Timeout + call.Wait, cancellation);
        var context = ResilienceContextPool.Shared.Get(deadline.Token);
        context.Properties.Set(_call, call);
        try
        {
            return await _pipeline.ExecuteAsync(
                async (_, run) =>
                {
                    using var once = new Deadline(_options.TimeProvider, _options.AttemptTimeout + run.call.Wait, run.deadline.Token);
                    return await run.attempt(run.state, once.Token).ConfigureAwait(false);
                },
                context,
                (call, attempt, state, deadline)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The time of the whole call was over in a pause between attempts.
            var last = context.Properties.GetValue(_last, null);
            throw new MoException(
                last?.Code ?? MoErrorCode.Unavailable, $"{call.Name} could not be done within {_options.Timeout.TotalSeconds:0.###} s. {last?.Message}".TrimEnd(), last)
            {
                IsRetriable = true,
            };
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private ResiliencePipeline NewPipeline(MoClientOptions options)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider };
        return builder.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.RetryDelay,
            MaxDelay = options.MaxRetryDelay,
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is MoException failure
                && MayRepeat(failure, arguments.Context.Properties.GetValue(_call, default))),
            OnRetry = arguments =>
            {
                arguments.Context.Properties.Set(_last, arguments.Outcome.Exception as MoException);
                return ValueTask.CompletedTask;
            },
            DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Exception is MoException { RetryAfter: { } pause }
                ? (TimeSpan?)(pause < options.MaxRetryDelay ? pause : options.MaxRetryDelay)
                : null),
        }).Build();
    }

    private static bool MayRepeat(MoException failure, CallOptions call) =>
        failure.IsRetriable && (call.IsRepeatable || failure.ChangedNothing);
}
