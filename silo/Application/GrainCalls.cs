using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Application;

/// <summary>
/// Calls grains on behalf of callers. A failure that the caller can act on becomes a refusal that says what to do. A caller gets an answer
/// within <see cref="Patience"/>, also when a silo hangs or a grain moves to another silo; a request of several calls may take several times
/// as long.
/// </summary>
/// <param name="time">Measures attempts and pauses.</param>
/// <param name="cluster">Says how long a call may take.</param>
internal sealed class GrainCalls(TimeProvider time, ClusterSettings cluster)
{
    /// <summary>The pauses between attempts. A grain that moves to another silo is usually reachable again within their sum.</summary>
    private static readonly TimeSpan[] Pauses = [.. new[] { 50, 100, 200, 400, 800 }.Select(pause => TimeSpan.FromMilliseconds(pause))];

    private static readonly Refusal Unknown = new(
        ApiCode.OutcomeUnknown,
        "No answer in time, so that the outcome is unknown. Send the same request again, with the same Idempotency-Key where there was "
        + "one.",
        Retriable: true);

    /// <summary>The refusal of a query that got no answer within <see cref="Patience"/>.</summary>
    public static Refusal NoAnswer { get; } = new(ApiCode.Unavailable, "No answer in time. Try again in a moment.", Retriable: true);

    private static readonly Refusal NotNow =
        new(ApiCode.Unavailable, "The cluster cannot serve this now. Try again in a moment.", Retriable: true);

    /// <summary>How long a call may take (<c>Cluster:ResponseTimeout</c>), not counting the wait for events.</summary>
    public TimeSpan Patience { get; } = cluster.ResponseTimeout;

    /// <summary>
    /// Makes a call that changes something. After a timeout the outcome is unknown, and also when the silo that had the call ended: it may
    /// have carried out the call.
    /// </summary>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="longest">How long the call may take; null for Orleans' time limit of the method: the patience, or the method's own.</param>
    /// <exception cref="RefusedException">There was no answer, or the callee refused for want of capacity.</exception>
    public Task<Outcome<T>> CommandAsync<T>(Func<Task<Outcome<T>>> call, TimeSpan? longest = null) =>
        GuardAsync(longest is { } most ? () => call().WaitAsync(most, time) : call, Unknown, Unknown);

    /// <summary>
    /// Makes an idempotent call that changes something. The call is repeated while its grain moves from a silo that ends to another one.
    /// </summary>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="longest">How long all attempts together may take; null for the patience.</param>
    /// <exception cref="RefusedException">There was no answer, or the callee refused for want of capacity.</exception>
    public Task<Outcome<T>> RepeatableAsync<T>(Func<Task<Outcome<T>>> call, TimeSpan? longest = null) =>
        GuardAsync(() => RepeatAsync(call, longest), Unknown, Unknown);

    /// <summary>Makes a call that changes nothing the caller would miss. The call is repeated while its grain moves to another silo.</summary>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="longest">How long all attempts together may take; null for the patience.</param>
    /// <exception cref="RefusedException">There was no answer, or the callee refused for want of capacity.</exception>
    public Task<Outcome<T>> QueryAsync<T>(Func<Task<Outcome<T>>> call, TimeSpan? longest = null) =>
        GuardAsync(() => RepeatAsync(call, longest), NoAnswer, NotNow);

    private async Task<Outcome<T>> RepeatAsync<T>(Func<Task<Outcome<T>>> call, TimeSpan? longest)
    {
        var most = longest ?? Patience;
        var started = time.GetTimestamp();
        for (var attempt = 0;; attempt++)
        {
            var pause = Pauses[Math.Min(attempt, Pauses.Length - 1)];
            try
            {
                // Orleans ends the first call after the patience, or after the method's own time limit. All attempts together take no longer.
                var outcome = await (attempt == 0 && longest is null ? call() : call().WaitAsync(Left(), time));
                if (outcome.Refusal is not { Code: RefusalCode.Superseded } || Left() <= pause)
                    return outcome;
            }
            catch (OrleansMessageRejectionException) when (Left() > pause)
            {
                // The silo that had the grain is stopping.
            }

            await Task.Delay(pause, time);
        }

        TimeSpan Left() => most - time.GetElapsedTime(started) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> call, Refusal timeout, Refusal rejection)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (failure is TimeoutException or CommitOutcomeUnknownException || IsExpired(failure))
        {
            throw Refusals.ToException(timeout);
        }
        catch (LimitExceededException)
        {
            throw Refusals.ToException(new Refusal(
                RefusalCode.Overloaded, "Too many requests wait for the same object or listener. Try again in a moment.", Retriable: true));
        }
        catch (OrleansException)
        {
            // The silo that had the grain is stopping, or the other silos declared this one dead, so that it can no longer locate grains.
            throw Refusals.ToException(rejection);
        }
        catch (StoreUnavailableException)
        {
            throw Refusals.ToException(NotNow);
        }
    }

    /// <summary>
    /// Whether the time limit of a call ended before Orleans had located its grain, which happens while silos stop. Orleans reports it as a
    /// cancellation, although nothing was cancelled.
    /// </summary>
    private static bool IsExpired(Exception failure) => failure is OperationCanceledException { CancellationToken.IsCancellationRequested: false };
}
