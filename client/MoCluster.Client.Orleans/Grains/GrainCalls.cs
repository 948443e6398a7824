using MoCluster.Client.Transport;
using MoCluster.GrainInterfaces;
using Orleans.Runtime;
using Orleans.Serialization;

namespace MoCluster.Client.Grains;

/// <summary>Calls grains, and calls those again that failed and may be repeated. Every failure becomes a <see cref="MoException"/>.</summary>
internal sealed class GrainCalls(MoClientOptions options)
{
    private readonly Retries _retries = new(options);

    /// <summary>How calls wait and are tried again.</summary>
    public MoClientOptions Options => options;

    /// <summary>Makes a call, as often as is needed.</summary>
    /// <param name="call">How the call may be made.</param>
    /// <param name="ask">Makes it once. Its token ends the wait.</param>
    /// <param name="cancellation">The caller's token.</param>
    /// <exception cref="MoException">The grain refused, or could not be reached in time.</exception>
    public Task<T> AskAsync<T>(CallOptions call, Func<CancellationToken, Task<Outcome<T>>> ask, CancellationToken cancellation) =>
        _retries.RunAsync(
            call, static (state, attempt) => OnceAsync(() => state.ask(attempt).WaitAsync(attempt), state.cancellation), (ask, cancellation), cancellation);

    /// <summary>Makes a call once.</summary>
    /// <param name="ask">Makes it.</param>
    /// <param name="caller">The caller's token, which tells its cancellation from the end of an attempt's time.</param>
    /// <exception cref="MoException">The grain refused, or could not be reached in time.</exception>
    public static async Task<T> OnceAsync<T>(Func<Task<Outcome<T>>> ask, CancellationToken caller)
    {
        Outcome<T> outcome;
        try
        {
            outcome = await ask().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !caller.IsCancellationRequested)
        {
            throw Failed(failure);
        }

        return outcome.Succeeded ? outcome.Value : throw Refused(outcome.Refusal);
    }

    private static MoException Failed(Exception failure) => failure switch
    {
        LimitExceededException => new(RefusalCode.Overloaded, "Too many calls wait for the same grain.", failure) { IsRetriable = true, ChangedNothing = true },
        OperationCanceledException or TimeoutException => new(MoErrorCode.OutcomeUnknown, "The cluster did not answer in time.", failure) { IsRetriable = true },

        // The silo that had the call ended, or no gateway can be reached. The call may have been carried out.
        OrleansException => new(MoErrorCode.OutcomeUnknown, $"The cluster could not answer: {failure.Message}", failure) { IsRetriable = true },

        // The store of the silo failed. Its exceptions are types of the silo, which a client does not know.
        UnavailableExceptionFallbackException { ExceptionType: { } type } when type.StartsWith("MoCluster.Grains.Storage.", StringComparison.Ordinal) =>
            new(MoErrorCode.OutcomeUnknown, failure.Message, failure) { IsRetriable = true },
        _ => new(MoErrorCode.Internal, $"The grain failed: {failure.Message}", failure),
    };

    private static MoException Refused(Refusal refusal) => new(refusal.Code, refusal.Message)
    {
        Path = refusal.Path,
        IsRetriable = refusal.Retriable,
        ChangedNothing = refusal.Code != RefusalCode.Superseded,
    };
}
